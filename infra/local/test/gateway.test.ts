import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '@turnout/servers';
import { createGateway } from '../src/gateway.ts';
import { parts } from '../src/parts.ts';

const servers: Server[] = [];

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const upstream = (listener: RequestListener) => listen(createServer(listener));
const gatewayFor = (targets: Record<string, string[]>) =>
  listen(createGateway(parts, (name) => targets[name] ?? []));

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

test('When a path has a prefix, then the owner of the prefix answers, and the client answers the rest', async () => {
  const orders = await upstream((request, response) => response.end(`orders ${request.url}`));
  const client = await upstream((request, response) => response.end(`client ${request.url}`));
  const gateway = await gatewayFor({ orders: [orders], client: [client] });
  const get = async (path: string) => (await fetch(`${gateway}${path}`)).text();
  expect(await get('/api/orders/1?full=yes')).toBe('orders /api/orders/1?full=yes');
  expect(await get('/api/waiting-list')).toBe('orders /api/waiting-list');
  expect(await get('/events/some-night')).toBe('client /events/some-night');
  expect(await get('/metrics')).toBe('client /metrics');
});

test('When nobody owns a prefix, then the answer is 404 in the shape of every error', async () => {
  const gateway = await gatewayFor({});
  const answer = await fetch(`${gateway}/api/metrics`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({ errors: [{ message: 'There is nothing here.', code: 'not-found' }] });
});

test('When a service is down, then the answer is 502 in the shape of every error', async () => {
  const gateway = await gatewayFor({ orders: [`http://127.0.0.1:${await freePort()}`], payments: [] });
  for (const [path, name] of [
    ['/api/orders', 'orders'],
    ['/api/payments', 'payments'],
  ]) {
    const answer = await fetch(`${gateway}${path}`);
    expect(answer.status).toBe(502);
    expect(await answer.json()).toEqual({
      errors: [{ message: `The ${name} service is not available.`, code: 'service-unavailable' }],
    });
  }
});

test('When a client claims forwarding headers, then the service sees those of the gateway and the original host', async () => {
  const users = await upstream((request, response) => response.end(JSON.stringify(request.headers)));
  const gateway = await gatewayFor({ auth: [users] });
  const answer = await fetch(`${gateway}/api/users/me`, { headers: { 'x-forwarded-for': '10.9.8.7' } });
  const { host } = new URL(gateway);
  expect(await answer.json()).toMatchObject({
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': host,
    host,
  });
});

test('When a service streams, then the first message passes while the stream is still open', async () => {
  let finish: () => void = () => undefined;
  const availability = await upstream((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: first\n\n');
    finish = () => response.end('data: last\n\n');
  });
  const gateway = await gatewayFor({ orders: [availability] });
  const answer = await fetch(`${gateway}/api/availability/1/stream`);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('data: first\n\n');
  finish();
  expect((await reader?.read())?.value).toBe('data: last\n\n');
});

test('When the browser leaves a stream, then the service notices', async () => {
  let notice: () => void = () => undefined;
  const noticed = new Promise<void>((resolve) => (notice = resolve));
  const availability = await upstream((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: first\n\n');
    response.once('close', () => notice());
  });
  const gateway = await gatewayFor({ orders: [availability] });
  const leaving = new AbortController();
  const answer = await fetch(`${gateway}/api/availability/1/stream`, { signal: leaving.signal });
  expect(answer.status).toBe(200);
  leaving.abort();
  await noticed;
});

test('When a part has two replicas, then they take turns', async () => {
  const first = await upstream((_request, response) => response.end('first'));
  const second = await upstream((_request, response) => response.end('second'));
  const gateway = await gatewayFor({ orders: [first, second] });
  const answers: string[] = [];
  for (let count = 0; count < 4; count += 1)
    answers.push(await (await fetch(`${gateway}/api/orders`)).text());
  expect(answers).toEqual(['first', 'second', 'first', 'second']);
});

test('When one of two replicas refuses connections, then the other gets every request, with its body, once', async () => {
  const bodies: string[] = [];
  const alive = await upstream((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(201).end();
    });
  });
  const gateway = await gatewayFor({ orders: [`http://127.0.0.1:${await freePort()}`, alive] });
  for (const order of ['one', 'two', 'three', 'four']) {
    const answer = await fetch(`${gateway}/api/orders`, { method: 'POST', body: order });
    expect(answer.status).toBe(201);
  }
  expect(bodies).toEqual(['one', 'two', 'three', 'four']);
});

test('When a visitor pauses, then the connection stays open, and the answer says for how long', async () => {
  const client = await upstream((_request, response) => response.end('hello'));
  const answer = await fetch(await gatewayFor({ client: [client] }));
  expect(answer.headers.get('keep-alive')).toBe('timeout=75');
});
