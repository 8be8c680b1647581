import { complaints, describeRendered, ofKind, places, render, withoutHash, workloads } from './rendered.ts';
import type { KubernetesObject, Workload } from './rendered.ts';

const nameLabel = 'app.kubernetes.io/name';

test('When an object is not what its schema says, then the check refuses it', () => {
  const spec = { ports: [{ port: 'http' }] };
  const broken = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' }, spec };
  expect(complaints([broken])).toEqual([expect.stringContaining('port')]);
  expect(complaints([{ ...broken, kind: 'Servise' }])).toEqual(['v1 Servise x: no such kind']);
});

for (const place of places) {
  describeRendered(`${place} as it is rendered`, () => {
    let objects: KubernetesObject[];
    let warnings: string;
    let pods: Workload[];
    beforeAll(() => {
      ({ objects, warnings } = render(place));
      pods = workloads(objects);
    });

    test('no warning and no placeholder', () => {
      expect(warnings).toBe('');
      expect(JSON.stringify(objects)).not.toContain('.invalid');
    });

    test('every object passes its schema', () => {
      expect(objects.length).toBeGreaterThan(25);
      expect(complaints(objects)).toEqual([]);
    });

    test('every object but the namespace itself is in one namespace', () => {
      const [namespace] = ofKind(objects, 'Namespace');
      const others = objects.filter(({ kind }) => kind !== 'Namespace');
      expect(new Set(others.map(({ metadata }) => metadata.namespace))).toEqual(
        new Set([namespace?.metadata.name]),
      );
    });

    test('every Service has one workload, with the selected labels and a port of that name', () => {
      for (const service of ofKind(objects, 'Service')) {
        const { selector, ports } = service.spec as {
          selector: Record<string, string>;
          ports: { targetPort: string }[];
        };
        const chosen = pods.filter(({ spec }) =>
          Object.entries(selector).every(([key, value]) => spec.template.metadata.labels[key] === value),
        );
        expect(chosen.map(({ metadata }) => metadata.name)).toEqual([service.metadata.name]);
        const open = chosen[0]?.spec.template.spec.containers.flatMap(({ ports = [] }) =>
          ports.map(({ name }) => name),
        );
        for (const { targetPort } of ports) expect(open).toContain(targetPort);
      }
    });

    test('every workload has a Service and selects its own pods', () => {
      const services = ofKind(objects, 'Service').map(({ metadata }) => metadata.name);
      for (const { metadata, spec } of pods) {
        expect(services).toContain(metadata.name);
        expect(spec.selector.matchLabels).toEqual({ [nameLabel]: metadata.name });
        expect(spec.template.metadata.labels[nameLabel]).toBe(metadata.name);
      }
    });

    test('every container has its probes, its share and no rights', () => {
      for (const { metadata, spec } of pods) {
        const pod = spec.template.spec;
        expect(pod).toMatchObject({
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        });
        for (const container of pod.containers) {
          const { startupProbe, readinessProbe, livenessProbe, resources, securityContext } = container;
          const probes = [startupProbe, readinessProbe, livenessProbe].filter(Boolean);
          expect([metadata.name, probes.length]).toEqual([metadata.name, 3]);
          expect(Object.keys({ ...resources?.requests })).toEqual(expect.arrayContaining(['cpu', 'memory']));
          expect(resources?.limits).toHaveProperty('memory');
          expect(securityContext).toMatchObject({
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
          });
        }
      }
    });

    test('every image has a version', () => {
      for (const { image } of pods.flatMap(({ spec }) => spec.template.spec.containers)) {
        expect(image).toMatch(/:\d/);
      }
    });

    test('what a policy, a budget or an autoscaler names is there', () => {
      const names = new Set(pods.map(({ metadata }) => metadata.name));
      const budgets = ofKind(objects, 'PodDisruptionBudget', 'HorizontalPodAutoscaler');
      for (const { metadata } of budgets) expect(names).toContain(metadata.name);
      const mentioned = JSON.stringify(ofKind(objects, 'NetworkPolicy').map(({ spec }) => spec));
      for (const [, name] of mentioned.matchAll(/"app\.kubernetes\.io\/name":"([^"]+)"/g))
        expect(names).toContain(name);
    });

    test('generated ConfigMaps and Secrets carry a hash, so that a change rolls the pods', () => {
      for (const { metadata } of ofKind(objects, 'ConfigMap', 'Secret')) {
        expect(withoutHash(metadata.name)).not.toBe(metadata.name);
      }
    });
  });
}

describeRendered('production', () => {
  test('everything runs at least twice, may be drained one by one and writes no file', () => {
    const { objects } = render('overlays/prod');
    const floor = new Map(
      ofKind(objects, 'HorizontalPodAutoscaler').map(({ metadata, spec }) => [
        metadata.name,
        Number(spec['minReplicas']),
      ]),
    );
    const budgets = ofKind(objects, 'PodDisruptionBudget').map(({ metadata }) => metadata.name);
    for (const { metadata, spec } of workloads(objects)) {
      // Where an autoscaler owns the number, the manifest must not name one.
      const fixed = spec.replicas;
      expect([metadata.name, fixed === undefined]).toEqual([metadata.name, floor.has(metadata.name)]);
      expect(fixed ?? floor.get(metadata.name)).toBeGreaterThanOrEqual(2);
      expect(budgets).toContain(metadata.name);
      for (const { securityContext } of spec.template.spec.containers) {
        expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true });
      }
    }
  });

  test('no secret is in the manifests', () => {
    expect(ofKind(render('overlays/prod').objects, 'Secret')).toEqual([]);
  });
});
