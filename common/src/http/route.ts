// A route is one declaration: who may call it, what it takes, what it does. Checks, OpenAPI and errors follow from it.
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { CurrentUser, TokenVerifier } from '../auth/index.ts';
import { AppError } from '../errors/index.ts';
import { runOnce } from './idempotency.ts';
import type { IdempotencyStore } from './idempotency.ts';
import type { Reply } from './reply.ts';
import { inHeader, inPath, inQuery } from './params.ts';
import type { Params, ParamValues } from './params.ts';
import { cookieToken, usesBearer } from './session-cookie.ts';
import { parseBody } from './validate-body.ts';

/** `anyone` ignores sign-in, `maybe-user` reads it when there, `user` and `promoter` require it, `own` checks by itself (door token, signature). */
export type Access = 'anyone' | 'maybe-user' | 'user' | 'promoter' | 'own';

interface Signed {
  anyone: undefined;
  'maybe-user': CurrentUser | undefined;
  user: CurrentUser;
  promoter: CurrentUser;
  own: undefined;
}

export interface RouteContext<A extends Access, P extends Params, Q extends Params, H extends Params, B> {
  user: Signed[A];
  path: ParamValues<P>;
  query: ParamValues<Q>;
  headers: ParamValues<H>;
  body: B;
  /** The Idempotency-Key as sent, on routes that honour it. */
  idempotencyKey: string | undefined;
  log: Logger;
  request: Request;
  response: Response;
}

interface RouteSpec<
  A extends Access,
  P extends Params,
  Q extends Params,
  H extends Params,
  S extends z.ZodType,
> {
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  path: string;
  /** One line for the API document. */
  summary: string;
  access: A;
  params?: P;
  query?: Q;
  headers?: H;
  body?: S;
  /** Honour Idempotency-Key. */
  idempotent?: boolean;
  /** Hand the handler the body's bytes (`request.body` is a Buffer), for signatures and uploads. */
  rawBody?: { type: string; limitBytes: number };
  /** The shape of a good answer, for the API document. */
  answers?: z.ZodType;
  /** Runs before Idempotency-Key is looked at, for refusals that must stay cheap; throwing refuses. */
  guard?(context: RouteContext<A, P, Q, H, z.output<S>>): void;
  /** Undefined means that the handler has answered by itself (a stream, a file). */
  handler(context: RouteContext<A, P, Q, H, z.output<S>>): Promise<Reply | undefined>;
}

/** A route whose types are settled, ready to be mounted. */
export interface Route {
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  path: string;
  summary: string;
  access: Access;
  params: Params;
  query: Params;
  headers: Params;
  body: z.ZodType | undefined;
  idempotent: boolean;
  rawBody: { type: string; limitBytes: number } | undefined;
  answers: z.ZodType | undefined;
  toHandler(kit: RouteKit): RequestHandler;
}

export interface RouteKit {
  verifier: TokenVerifier | undefined;
  idempotency: IdempotencyStore | undefined;
}

const none = {};

export function route<
  A extends Access,
  P extends Params = Record<never, never>,
  Q extends Params = Record<never, never>,
  H extends Params = Record<never, never>,
  S extends z.ZodType = z.ZodUndefined,
>(spec: RouteSpec<A, P, Q, H, S>): Route {
  const { params = none as P, query = none as Q, headers = none as H } = spec;
  return {
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    access: spec.access,
    params,
    query,
    headers,
    body: spec.body,
    idempotent: spec.idempotent ?? false,
    rawBody: spec.rawBody,
    answers: spec.answers,
    toHandler: (kit) => async (request, response) => {
      const user = await signedIn(request, spec.access, kit);
      const context = {
        user: user as Signed[A],
        path: await inPath(request, params),
        query: await inQuery(request, query),
        headers: await inHeader(request, headers),
        body: (spec.body ? parseBody(spec.body, jsonOf(request)) : undefined) as z.output<S>,
        idempotencyKey: spec.idempotent ? keyOf(request) : undefined,
        log: request.log as Logger,
        request,
        response,
      };
      spec.guard?.(context);
      const reply = await handleOnce({ request, kit, key: context.idempotencyKey, user }, () =>
        spec.handler(context),
      );
      if (reply) send(response, reply);
    },
  };
}

interface Keyed {
  request: Request;
  kit: RouteKit;
  key: string | undefined;
  user: CurrentUser | undefined;
}

async function handleOnce(
  { request, kit, key, user }: Keyed,
  work: () => Promise<Reply | undefined>,
): Promise<Reply | undefined> {
  if (key === undefined) return work();
  if (!kit.idempotency)
    throw new Error(`${request.path} honours Idempotency-Key, but the app was given no store for it`);
  const scope = `${user?.userId ?? 'anyone'} ${request.method} ${request.path}`;
  const keyed = { store: kit.idempotency, key, scope, body: request.body as unknown };
  const { reply, replayed } = await runOnce(keyed, async () => (await work()) ?? { status: 204 });
  return replayed ? { ...reply, headers: { ...reply.headers, 'Idempotent-Replayed': 'true' } } : reply;
}

function send(response: Response, reply: Reply): void {
  response.status(reply.status).set(reply.headers ?? {});
  if (reply.body === undefined) response.end();
  else if (typeof reply.body === 'string' || Buffer.isBuffer(reply.body)) response.send(reply.body);
  else response.json(reply.body);
}

async function signedIn(request: Request, access: Access, kit: RouteKit): Promise<CurrentUser | undefined> {
  if (access === 'anyone' || access === 'own') return undefined;
  const token = usesBearer(request)
    ? request.headers.authorization?.slice('bearer '.length).trim()
    : cookieToken(request);
  if (!kit.verifier) throw new Error('the app was given no token verifier');
  if (access === 'maybe-user')
    return token ? kit.verifier.verify(token).catch(ignoreUnauthenticated) : undefined;
  if (!token) throw new AppError('unauthenticated', 'sign-in-required', 'Please sign in.');
  const user = await kit.verifier.verify(token);
  if (access === 'promoter' && user.role !== 'promoter') {
    throw new AppError('forbidden', 'promoter-required', 'Only promoters can do this.');
  }
  return user;
}

function ignoreUnauthenticated(error: unknown): undefined {
  if (error instanceof AppError && error.kind === 'unauthenticated') return undefined;
  throw error;
}

/** A body that is there must be JSON; none at all is an empty object, whose missing fields are then named. */
function jsonOf(request: Request): unknown {
  const length = request.headers['content-length'];
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  if (hasBody && !request.is(['json', '+json'])) {
    throw new AppError(
      'bad-request',
      'json-expected',
      'Send the body as JSON, with Content-Type: application/json.',
    );
  }
  return request.body as unknown;
}

const keyPattern = /^[\x21-\x7e]{1,255}$/;

function keyOf(request: Request): string | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined) return undefined;
  if (keyPattern.test(key)) return key;
  throw AppError.badInput([
    {
      message: 'Idempotency-Key must be 1 to 255 printable characters without spaces',
      code: 'field-invalid',
      field: 'Idempotency-Key',
    },
  ]);
}
