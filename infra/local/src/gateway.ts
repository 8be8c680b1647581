import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { createProxyServer } from 'httpxy';
import type { Part } from './parts.ts';

/** The URLs at which a part can be asked right now; empty while it is down. */
export type Upstreams = (partName: string) => string[];

/** Bodies up to this size are read first, so that they can be sent again to another replica. */
const REPLAYABLE_BYTES = 1024 * 1024;
/** Between two bytes of an answer; streams send a heartbeat well within it. */
const SILENCE_LIMIT_MS = 60_000;

/** An idle connection of a visitor stays open for so long. */
const IDLE_LIMIT_MS = 75_000;

/** The one door to all parts: `/api/<prefix>` goes to the service that owns the prefix, everything else to the client. */
export function createGateway(parts: Part[], upstreams: Upstreams): Server {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 256 });
  const proxy = createProxyServer({ agent, proxyTimeout: SILENCE_LIMIT_MS });
  // How long a connection stays open is between its two ends: ours with the visitor is not the one with the service.
  proxy.on('proxyRes', ({ headers }) => void (headers['keep-alive'] = `timeout=${IDLE_LIMIT_MS / 1000}`));
  const owners = new Map(parts.flatMap(({ name, prefixes }) => prefixes.map((prefix) => [prefix, name])));
  const turn = roundRobin();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const owner = ownerOf(request.url ?? '/', owners);
    if (owner === undefined)
      return fail(response, 404, { message: 'There is nothing here.', code: 'not-found' });
    announce(request);
    const targets = turn(owner, upstreams(owner));
    const body = targets.length > 1 ? await replayableBody(request) : undefined;
    for (const target of targets) {
      try {
        const buffer = body === undefined ? {} : { buffer: Readable.from(body, { objectMode: false }) };
        await proxy.web(request, response, { target, ...buffer });
        return;
      } catch (error) {
        // Refused means that nothing arrived, so asking another replica cannot do anything twice.
        if (!isRefused(error) || !(body !== undefined || hasNoBody(request))) break;
      }
    }
    fail(response, 502, { message: `The ${owner} service is not available.`, code: 'service-unavailable' });
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  // Longer than clients keep theirs, as nobody can tell whether a request into a closing connection was carried out.
  server.keepAliveTimeout = IDLE_LIMIT_MS;
  server.once('close', () => agent.destroy());
  return server;
}

function ownerOf(url: string, owners: Map<string, string>): string | undefined {
  const [path = '/'] = url.split('?', 1);
  if (path !== '/api' && !path.startsWith('/api/')) return 'client';
  return owners.get(path.split('/')[2] ?? '');
}

/** Tells the service who asked and how; what a client claims about itself in these headers is dropped. */
function announce(request: IncomingMessage): void {
  request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? '';
  request.headers['x-forwarded-proto'] = 'http';
  request.headers['x-forwarded-host'] = request.headers.host ?? '';
  delete request.headers['forwarded'];
}

/** Orders the targets of a part so that each takes its turn at being the first. */
function roundRobin(): (owner: string, targets: string[]) => string[] {
  const next = new Map<string, number>();
  return (owner, targets) => {
    if (targets.length < 2) return targets;
    const start = (next.get(owner) ?? 0) % targets.length;
    next.set(owner, start + 1);
    return [...targets.slice(start), ...targets.slice(0, start)];
  };
}

function hasNoBody(request: IncomingMessage): boolean {
  return (
    request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0
  );
}

async function replayableBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length === 0 || length > REPLAYABLE_BYTES) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function isRefused(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ECONNREFUSED';
}

function fail(response: ServerResponse, status: number, error: { message: string; code: string }): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ errors: [error] }));
}
