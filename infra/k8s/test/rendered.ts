// Renders a kustomization as an operator would, and reads the objects that come out.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

export interface EnvironmentEntry {
  name: string;
  value?: string;
  valueFrom?: Record<'secretKeyRef' | 'configMapKeyRef', { name: string; key: string } | undefined>;
}

export interface Container {
  name: string;
  image: string;
  env?: EnvironmentEntry[];
  ports?: { name: string; containerPort: number }[];
  startupProbe?: object;
  readinessProbe?: object;
  livenessProbe?: object;
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  securityContext?: Record<string, unknown>;
}

export interface PodSpec {
  containers: Container[];
  automountServiceAccountToken?: boolean;
  securityContext?: Record<string, unknown>;
  terminationGracePeriodSeconds?: number;
  volumes?: {
    name: string;
    secret?: { secretName: string; items: { key: string }[] };
    configMap?: { name: string };
  }[];
}

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  data?: Record<string, string>;
  spec: Record<string, unknown>;
}

export interface Workload extends KubernetesObject {
  spec: {
    replicas?: number;
    selector: { matchLabels: Record<string, string> };
    template: { metadata: { labels: Record<string, string> }; spec: PodSpec };
  };
}

export const root = path.resolve(__dirname, '../../..');
export const places = ['overlays/dev', 'overlays/prod', 'test/gateway-api'];

const kubectl = spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' });
/** Why nothing can be rendered here; undefined where it can. */
const whyNot = kubectl.status === 0 ? undefined : 'skipped: there is no kubectl on this machine';

/** A describe that says in its name why it is skipped. */
export const describeRendered = (name: string, body: () => void): void =>
  whyNot === undefined ? describe(name, body) : describe.skip(`${name} (${whyNot})`, body);

export function render(place: string): { objects: KubernetesObject[]; warnings: string } {
  const folder = path.join(root, 'infra/k8s');
  spawnSync('sh', [path.join(folder, 'dev-secrets.sh')]);
  const run = spawnSync('kubectl', ['kustomize', path.join(folder, place)], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  const objects = parseAllDocuments(run.stdout).map((document) => document.toJS() as KubernetesObject);
  return { objects: objects.map(unwrapped), warnings: run.stderr };
}

/** kustomize breaks long base64 into lines, which the API server accepts and the schema does not. */
function unwrapped(object: KubernetesObject): KubernetesObject {
  if (object.kind !== 'Secret') return object;
  const data = Object.entries(object.data ?? {}).map(([key, value]) => [key, value.replaceAll('\n', '')]);
  return { ...object, data: Object.fromEntries(data) as Record<string, string> };
}

export const ofKind = (objects: KubernetesObject[], ...kinds: string[]): KubernetesObject[] =>
  objects.filter(({ kind }) => kinds.includes(kind));

export const workloads = (objects: KubernetesObject[]): Workload[] =>
  ofKind(objects, 'Deployment', 'StatefulSet') as Workload[];

/** kustomize adds a hash of the content to the names of generated objects. */
export const withoutHash = (name: string): string => name.replace(/-[a-z0-9]{10}$/, '');

/** What the published schemas say against these objects; empty when nothing. */
export function complaints(objects: KubernetesObject[]): string[] {
  const checker = path.join(root, 'infra/k8s/test/validate-objects.mjs');
  const run = spawnSync(process.execPath, [checker], { input: JSON.stringify(objects), encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as string[];
}
