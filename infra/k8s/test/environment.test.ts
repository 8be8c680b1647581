// Every variable that a part reads has a source in the cluster, and nothing is given that no part reads.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parts } from '../../local/src/parts.ts';
import { describeRendered, ofKind, render, root, withoutHash, workloads } from './rendered.ts';
import type { KubernetesObject, Workload } from './rendered.ts';

/** Next's standalone server listens on this; on a laptop it is the machine's. */
const onlyInContainers = ['HOSTNAME'];
const own = (objects: KubernetesObject[]): Workload[] =>
  workloads(objects).filter(({ metadata }) => parts.some(({ name }) => name === metadata.name));

/** "Secret auth MONGO_URL" for each key that pods ask for. */
function asked(objects: KubernetesObject[]): Set<string> {
  const found = own(objects).flatMap(({ spec }) => {
    const { containers, volumes = [] } = spec.template.spec;
    const files = volumes.flatMap(({ secret }) =>
      (secret?.items ?? []).map(({ key }) => `Secret ${withoutHash(secret?.secretName ?? '')} ${key}`),
    );
    const variables = containers.flatMap(({ env = [] }) =>
      env.flatMap(({ valueFrom }) => [
        ...(valueFrom?.secretKeyRef ? [['Secret', valueFrom.secretKeyRef] as const] : []),
        ...(valueFrom?.configMapKeyRef ? [['ConfigMap', valueFrom.configMapKeyRef] as const] : []),
      ]),
    );
    return [...files, ...variables.map(([kind, { name, key }]) => `${kind} ${withoutHash(name)} ${key}`)];
  });
  return new Set(found);
}

function offered(objects: KubernetesObject[]): Set<string> {
  const generated = ofKind(objects, 'Secret', 'ConfigMap').filter(
    ({ metadata }) => !metadata.name.startsWith('gateway-'),
  );
  return new Set(
    generated.flatMap(({ kind, metadata, data = {} }) =>
      Object.keys(data).map((key) => `${kind} ${withoutHash(metadata.name)} ${key}`),
    ),
  );
}

/** The secrets that README.md tells the operator to make. */
function documented(): string[] {
  const text = readFileSync(path.join(root, 'infra/k8s/README.md'), 'utf8').replaceAll('\\\n', ' ');
  const commands = text.matchAll(/^secret (\S+) (.*)$/gm);
  return [...commands].flatMap(([, name, rest]) =>
    [...(rest ?? '').matchAll(/--from-(?:literal|file)=(\w+)=/g)].map(([, key]) => `Secret ${name} ${key}`),
  );
}

const variables = (objects: KubernetesObject[]): Map<string, string[]> =>
  new Map(
    own(objects).map(({ metadata, spec }) => [
      metadata.name,
      spec.template.spec.containers.flatMap(({ env = [] }) => env.map(({ name }) => name)).sort(),
    ]),
  );

/** The variables that a schema of the environment names: each with whether it may be left out. */
function schemaOf(file: string): Map<string, boolean> {
  const text = readFileSync(path.join(root, file), 'utf8');
  const keys = text.matchAll(/\b([A-Z][A-Z_]+): (.*?)(?=\b[A-Z][A-Z_]+: |$(?![\s\S]))/gs);
  return new Map([...keys].map(([, key = '', rule = '']) => [key, /\.(optional|default)\(/.test(rule)]));
}

/** Where what a part is given and what its configuration reads differ, as sentences. */
function disagreements(name: string, given: string[]): string[] {
  const part = parts.find((one) => one.name === name);
  const file = `${part?.folder}/src/config.ts`;
  if (!existsSync(path.join(root, file))) return part?.kind === 'service' ? [`${file} is not there`] : [];
  const own = schemaOf(file);
  const known = new Map([
    ...(part?.kind === 'service' ? schemaOf('common/src/runtime/config.ts') : []),
    ...own,
  ]);
  const missing = [...own].filter(([key, mayBeLeftOut]) => !mayBeLeftOut && !given.includes(key));
  return [
    ...given.filter((key) => !known.has(key)).map((key) => `${name} is given ${key}, which it does not read`),
    ...missing.map(([key]) => `${name} needs ${key}`),
  ];
}

for (const place of ['overlays/dev', 'overlays/prod']) {
  describeRendered(place, () => {
    const withTools = place === 'overlays/dev';
    const expected = parts.filter(({ kind }) => kind !== 'tool');

    test('every part is deployed, each with exactly the variables that it is given on a laptop', () => {
      const given = variables(render(place).objects);
      for (const { name, env } of expected) {
        const keys = given.get(name)?.filter((key) => !onlyInContainers.includes(key));
        expect([name, keys]).toEqual([name, [...env].sort()]);
      }
      expect(given.size).toBe(withTools ? parts.length : expected.length);
    });

    test('every variable that a configuration insists on is given, and none that it does not know', () => {
      const given = [...variables(render(place).objects)];
      expect(given.flatMap(([name, keys]) => disagreements(name, keys))).toEqual([]);
    });

    test('every key that is asked for has a source, and every source is asked for', () => {
      const { objects } = render(place);
      const sources = [...offered(objects), ...(withTools ? [] : documented())];
      expect(sources.sort()).toEqual([...asked(objects)].sort());
    });
  });
}
