// Three tables say which prefix goes where; they must say the same as the gateway on a laptop.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parts } from '../../local/src/parts.ts';
import { describeRendered, ofKind, render, root } from './rendered.ts';

interface IngressSpec {
  tls: { hosts: string[] }[];
  rules: { host: string; http: { paths: { path: string; backend: { service: { name: string } } }[] } }[];
}
interface RouteSpec {
  hostnames: string[];
  rules: { matches: { path: { value: string } }[]; backendRefs: { name: string }[] }[];
}

const wanted = [
  ...parts.flatMap(({ name, prefixes }) => prefixes.map((prefix) => `/api/${prefix} -> ${name}`)),
  '/ -> client',
].sort();

test('When the in-cluster gateway routes, then as on a laptop', () => {
  const text = readFileSync(path.join(root, 'infra/k8s/base/gateway.conf'), 'utf8');
  const locations = [...text.matchAll(/location (?:~ \^)?(\S+) \{ proxy_pass http:\/\/(\w+); \}/g)];
  const routes = locations.flatMap(([, pattern = '', service = '']): string[] => {
    if (pattern === '/') return [`/ -> ${service}`];
    const prefixes = pattern.replace('/api/', '').replace('(/|$)', '').replace(/[()]/g, '').split('|');
    return prefixes.map((prefix) => `/api/${prefix} -> ${service}`);
  });
  expect(routes.sort()).toEqual(wanted);
});

describeRendered('the public edge', () => {
  test('When the Ingress routes, then as on a laptop, on the host of PUBLIC_URL', () => {
    const spec = ofKind(render('overlays/prod').objects, 'Ingress')[0]?.spec as unknown as IngressSpec;
    const [rule] = spec.rules;
    const routes = rule?.http.paths.map(({ path, backend }) => `${path} -> ${backend.service.name}`);
    expect(routes?.sort()).toEqual(wanted);
    expect([rule?.host, spec.tls[0]?.hosts]).toEqual(['tickets.example.com', ['tickets.example.com']]);
    expect(spec).not.toHaveProperty('ingressClassName');
  });

  test('When the HTTPRoute routes, then as on a laptop, on the host of PUBLIC_URL', () => {
    const spec = ofKind(render('test/gateway-api').objects, 'HTTPRoute')[0]?.spec as unknown as RouteSpec;
    const routes = spec.rules.flatMap(({ matches, backendRefs }) =>
      matches.map((match) => `${match.path.value} -> ${backendRefs[0]?.name}`),
    );
    expect(routes.sort()).toEqual(wanted);
    expect(spec.hostnames).toEqual(['tickets.example.com']);
  });
});
