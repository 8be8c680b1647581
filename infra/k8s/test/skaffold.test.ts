import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { parts } from '../../local/src/parts.ts';
import { describeRendered, ofKind, render, root, workloads } from './rendered.ts';

interface Artifact {
  image: string;
  docker: { dockerfile: string; target: string; buildArgs?: { SERVICE: string } };
  sync: { manual: { src: string; dest: string }[] };
}
interface Skaffold {
  apiVersion: string;
  build: { artifacts: Artifact[] };
  portForward: { resourceName: string; namespace: string; port: number; localPort: number }[];
  profiles: { name: string; patches?: { op: string; path: string; value?: string }[] }[];
}

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const skaffold = parse(read('skaffold.yaml')) as Skaffold;

/** The artifacts of the prod profile: its patches applied in their order. */
function prodArtifacts(): Artifact[] {
  const artifacts = structuredClone(skaffold.build.artifacts);
  for (const { op, path: target, value } of skaffold.profiles.find(({ name }) => name === 'prod')?.patches ??
    []) {
    const [, index] = /^\/build\/artifacts\/(\d+)/.exec(target) ?? [];
    if (index === undefined) continue;
    if (op === 'remove') artifacts.splice(Number(index), 1);
    const artifact = artifacts[Number(index)];
    if (op === 'replace' && target.endsWith('/docker/target') && artifact)
      artifact.docker.target = value ?? '';
  }
  return artifacts;
}

test('When skaffold builds, then one image for each part, from its folder', () => {
  expect(skaffold.apiVersion).toBe('skaffold/v4beta13');
  const built = skaffold.build.artifacts.map(({ image, docker }) => [
    image,
    docker.buildArgs?.SERVICE ?? 'client',
  ]);
  const wanted = parts.map(({ name, folder }) => [`turnout-${name}`, folder]);
  expect(Object.fromEntries(built)).toEqual(Object.fromEntries(wanted));
});

test('When a source is saved, then it is synced to where the container runs it', () => {
  for (const { docker, sync } of skaffold.build.artifacts) {
    expect(docker.target).toBe('dev');
    const folder = docker.buildArgs?.SERVICE ?? 'client';
    expect(sync.manual.map(({ src }) => src).some((src) => src.startsWith(`${folder}/`))).toBe(true);
    for (const { dest } of sync.manual) expect(dest).toBe('/app');
  }
});

test('When the prod profile builds, then production images, and no stand-in among them', () => {
  const artifacts = prodArtifacts();
  expect(new Set(artifacts.map(({ docker }) => docker.target))).toEqual(new Set(['production']));
  const expected = parts.filter(({ kind }) => kind !== 'tool').map(({ name }) => `turnout-${name}`);
  expect(artifacts.map(({ image }) => image).sort()).toEqual(expected.sort());
});

test('When an image is built, then its stages exist and the manifests it copies are all that its workspace needs', () => {
  for (const { docker } of skaffold.build.artifacts) {
    const dockerfile = read(docker.dockerfile);
    for (const stage of ['dev', 'production'])
      expect(dockerfile).toMatch(new RegExp(`^FROM \\w+ AS ${stage}$`, 'm'));
    expect(dockerfile).toMatch(/^FROM node:20-bookworm-slim AS node$/m);
    const folder = docker.buildArgs?.SERVICE ?? 'client';
    const manifest = JSON.parse(read(`${folder}/package.json`)) as Record<
      string,
      Record<string, string> | undefined
    >;
    const ours = Object.keys({ ...manifest['dependencies'], ...manifest['devDependencies'] }).filter((name) =>
      name.startsWith('@turnout/'),
    );
    expect([folder, ours.filter((name) => name !== '@turnout/common')]).toEqual([folder, []]);
    expect(existsSync(path.join(root, folder, 'tsconfig.json'))).toBe(true);
  }
});

const deployed = (place: string): string[] =>
  workloads(render(place).objects)
    .flatMap(({ spec }) => spec.template.spec.containers.map(({ image }) => image))
    .filter((image) => image.startsWith('turnout-'))
    .map((image) => image.replace(/:.*/, ''))
    .sort();

const imagesOf = (artifacts: Artifact[]): string[] => artifacts.map(({ image }) => image).sort();

const forwarded = (name: string): string =>
  `http://localhost:${skaffold.portForward.find(({ resourceName }) => resourceName === name)?.localPort}`;

describeRendered('what skaffold deploys', () => {
  test('the images are those that are built', () => {
    expect(deployed('overlays/dev')).toEqual(imagesOf(skaffold.build.artifacts));
    expect(deployed('overlays/prod')).toEqual(imagesOf(prodArtifacts()));
  });

  test('When a port is forwarded, then from a Service of the dev overlay, and the browser is told the same port', () => {
    const { objects } = render('overlays/dev');
    const open = ofKind(objects, 'Service').flatMap(({ metadata, spec }) =>
      (spec['ports'] as { port: number }[]).map(
        ({ port }) => `${metadata.namespace}/${metadata.name}:${port}`,
      ),
    );
    for (const { resourceName, namespace, port } of skaffold.portForward) {
      expect(open).toContain(`${namespace}/${resourceName}:${port}`);
    }
    const settings = ofKind(objects, 'ConfigMap').find(({ metadata }) =>
      metadata.name.startsWith('turnout-'),
    );
    const told = { PUBLIC_URL: forwarded('gateway'), STRIPE_PUBLIC_API_BASE: forwarded('sandbox') };
    expect(settings?.data).toMatchObject(told);
  });
});
