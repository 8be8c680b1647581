import { expect, test } from '@playwright/test';
import { createClient, problemsOf, withToken, type Client, type Method } from '../../src/api/client.ts';
import type { DoorSession } from '../../src/api/shapes.ts';
import { putOnSale } from '../../src/shop/events-on-sale.ts';
import { signUp } from '../../src/shop/people.ts';
import { otherWriteRoutes, writeRoutes, type WriteRoute } from '../../src/shop/write-routes.ts';
import { facts } from '../../src/stack/facts.ts';

interface ApiDocument {
  paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>;
}

interface Operation {
  method: Method;
  path: string;
  parameters: { name: string; in: string }[];
}

let people: Record<WriteRoute['as'], Client>;
let operations: Operation[];

test.beforeAll(async () => {
  const [promoter, customer] = await Promise.all([signUp('promoter'), signUp('customer')]);
  const { event } = await putOnSale(promoter);
  const door = await promoter.expect<DoorSession>(201, 'POST', '/api/scanner/sessions', {
    body: { eventId: event.id, name: 'Anna', role: 'supervisor' },
  });
  people = { visitor: createClient(), customer, promoter, door: withToken(door.token) };
  operations = (await Promise.all(Object.keys(facts().services).map(readOperations))).flat();
});

async function readOperations(service: string): Promise<Operation[]> {
  const answer = await fetch(`${facts().services[service]?.[0]?.url}/openapi.json`);
  if (!answer.ok) return [];
  const { paths } = (await answer.json()) as ApiDocument;
  return Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, { parameters = [] }]) => ({
      method: method.toUpperCase() as Method,
      path,
      parameters,
    })),
  );
}

/** Neither an id nor the address of an event: of a forbidden letter, and too long. */
const noId = `%24${'x'.repeat(600)}`;

const withIds = (path: string, id = 'nothing-here') => path.replaceAll(/\{\w+\}/g, id);

/** A 400 that says which field is wrong, and how, in words and as a code. */
async function expectRefused(
  client: Client,
  [method, path]: [Method, string],
  { body, field }: { body: unknown; field: string },
) {
  const answer = await client.call(method, path, { body });
  const problem = problemsOf(answer)[0];
  const seen = `${method} ${path} with ${JSON.stringify(body).slice(0, 200)} answered ${answer.status} ${JSON.stringify(answer.body)}`;
  expect(answer.status, seen).toBe(400);
  expect(problem?.code, seen).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(problem?.message, seen).toBeTruthy();
  expect(problem?.field?.split('.')[0], seen).toBe(field);
}

/** Every body that the route must refuse, with the field to blame. */
function* badBodies({ good, required, bad }: WriteRoute): Generator<{ body: unknown; field: string }> {
  for (const field of required) yield { body: { ...good, [field]: undefined }, field };
  for (const [field, value] of Object.entries(good)) {
    if (!Array.isArray(value)) yield { body: { ...good, [field]: [value] }, field };
    yield { body: { ...good, [field]: { $ne: null } }, field };
  }
  for (const [field, value] of bad) yield { body: { ...good, [field]: value }, field };
  yield { body: { ...good, surprise: 1 }, field: 'surprise' };
}

for (const entry of writeRoutes) {
  test(`${entry.route} names the field that is wrong`, async () => {
    const [method, path] = entry.route.split(' ') as [Method, string];
    for (const attempt of badBodies(entry))
      await expectRefused(people[entry.as], [method, withIds(path)], attempt);
    for (const body of ['{"a":', '[]', '"text"', '1']) {
      const answer = await people[entry.as].call(method, withIds(path), { body });
      expect(answer.status, `${entry.route} with ${body}`).toBe(400);
      expect(problemsOf(answer)[0]?.code, `${entry.route} with ${body}`).toBeTruthy();
    }
  });
}

test('Every route of every service that takes a body is tried above', () => {
  const written = operations.filter(({ method }) => method === 'POST' || method === 'PATCH');
  const tried = new Set<string>([...writeRoutes.map(({ route }) => route), ...otherWriteRoutes]);
  expect(written.map(({ method, path }) => `${method} ${path}`).filter((route) => !tried.has(route))).toEqual(
    [],
  );
  expect(written.length).toBeGreaterThan(20);
});

test('The names of attendees are a list of two texts each', async () => {
  const route: [Method, string] = ['PATCH', '/api/orders/nothing-here/attendees'];
  for (const [body, field] of [
    [{}, 'body'],
    [[{ firstName: 'Robin' }], '0'],
    [[{ firstName: 'Robin', lastName: ['Carter'] }], '0'],
    [[{ firstName: 'Robin', lastName: 'Carter', age: 7 }], '0'],
  ] as const) {
    await expectRefused(people.customer, route, { body, field });
  }
});

test('A webhook without the signature of the provider is refused', async () => {
  for (const headers of [{}, { 'stripe-signature': 't=1,v1=00' }]) {
    const answer = await people.visitor.call('POST', '/api/payments/webhooks/stripe', {
      body: { type: 'payment_intent.succeeded' },
      headers: headers as Record<string, string>,
    });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: 'signature-invalid' }] } });
  }
});

test('Every id in a path and every page size is checked', async () => {
  for (const { method, path, parameters } of operations) {
    if (!path.startsWith('/api/')) continue;
    const client = path.startsWith('/api/scanner/scans') ? people.door : people.promoter;
    for (const { name } of parameters.filter((parameter) => parameter.in === 'path')) {
      const answer = await client.call(method, withIds(path, noId), method === 'GET' ? {} : { body: {} });
      const seen = `${method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`;
      expect(answer.status, seen).toBe(400);
      expect(problemsOf(answer)[0]?.field, seen).toBe(name);
    }
    if (!parameters.some((parameter) => parameter.in === 'query' && parameter.name === 'limit')) continue;
    for (const query of ['limit=0', 'limit=101', 'limit=ten', 'limit=1&limit=2']) {
      const answer = await client.call(method, `${withIds(path)}?${query}`);
      expect(answer.status, `${method} ${path}?${query} ${JSON.stringify(answer.body)}`).toBe(400);
    }
  }
});
