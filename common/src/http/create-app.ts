// The Express app every service has: the same order of guards, the same errors, the same operator endpoints.
import express from 'express';
import type { ErrorRequestHandler, Express, Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { TokenVerifier } from '../auth/index.ts';
import { AppError, isAppError, isOutage, outageAnswer, toErrorBody } from '../errors/index.ts';
import { newTraceparent, withTrace } from '../tracing/index.ts';
import type { IdempotencyStore } from './idempotency.ts';
import type { HttpMetrics } from './metrics.ts';
import { sendOpenApi } from './openapi.ts';
import { requestForLog, responseForLog } from './request-log.ts';
import type { Route } from './route.ts';
import { ownOriginOnly, sessionCookie } from './session-cookie.ts';

export interface AppOptions {
  name: string;
  logger: Logger;
  publicUrl: string;
  routes: readonly Route[];
  metrics: HttpMetrics;
  /** Resolves when all that the service needs answers; its message becomes the 503. */
  ready(): Promise<void>;
  verifier?: TokenVerifier;
  idempotency?: IdempotencyStore;
}

const jsonLimit = '100kb';

export function createApp(options: AppOptions): Express {
  const { logger, publicUrl, metrics } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // However many proxies of ours a request passed: the caller's address is the last one that is not private.
  app.set('trust proxy', ['loopback', 'linklocal', 'uniquelocal']);
  app.set('query parser', 'simple');
  app.locals.openStreams = new Set<Response>();
  mountOperatorRoutes(app, options);
  app.use(
    pinoHttp({
      logger,
      serializers: { req: requestForLog, res: responseForLog },
      genReqId: (request) => requestIdOf(request.headers['x-request-id']),
      autoLogging: { ignore: () => !logger.isLevelEnabled('debug') },
    }),
  );
  app.use((request, response, next) => {
    response.set('X-Request-Id', request.id as string);
    response.set('Cache-Control', 'no-store');
    withTrace(newTraceparent(request.get('traceparent')), next);
  });
  app.use(
    metrics.observe,
    helmet(),
    sessionCookie({ secure: publicUrl.startsWith('https:') }),
    ownOriginOnly({ publicUrl }),
  );
  const kit = { verifier: options.verifier, idempotency: options.idempotency };
  for (const route of options.routes) {
    const parse = route.rawBody
      ? express.raw({ type: route.rawBody.type, limit: route.rawBody.limitBytes })
      : express.json({ limit: jsonLimit, strict: false, type: ['json', '+json'] });
    app[route.method](route.path, parse, route.toHandler(kit));
  }
  app.use((_request, _response, next) =>
    next(new AppError('not-found', 'route-not-found', 'There is nothing at this address.')),
  );
  app.use(errorHandler(logger));
  return app;
}

function mountOperatorRoutes(app: Express, { name, routes, metrics, ready }: AppOptions): void {
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    try {
      await ready();
      response.json({ status: 'ready' });
    } catch (error) {
      response
        .status(503)
        .json({ errors: [{ message: `not ready: ${(error as Error).message}`, code: 'not-ready' }] });
    }
  });
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  app.get('/openapi.json', sendOpenApi(name, routes));
}

/** A caller's request id is kept when it is plain; anything else gets one of ours. */
function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : crypto.randomUUID();
}

const bodyErrors: Record<string, AppError> = {
  'entity.too.large': new AppError('too-large', 'body-too-large', 'The body is too large.'),
  'entity.parse.failed': new AppError('bad-request', 'invalid-json', 'The body is not valid JSON.'),
  'encoding.unsupported': new AppError(
    'bad-request',
    'encoding-unsupported',
    'The Content-Encoding is not supported.',
  ),
  'charset.unsupported': new AppError('bad-request', 'charset-unsupported', 'Send JSON in UTF-8.'),
  'request.aborted': new AppError('bad-request', 'request-aborted', 'The request ended before its body did.'),
  'request.size.invalid': new AppError(
    'bad-request',
    'request-aborted',
    'The request ended before its body did.',
  ),
};

/** Express's own complaints (a bad escape in the path, a bad body) are the caller's; the rest is ours and is logged. */
function translate(error: unknown): unknown {
  if (isAppError(error)) return error;
  if (isOutage(error)) return outageAnswer;
  const { type, status } = error as { type?: string; status?: number };
  if (type && bodyErrors[type]) return bodyErrors[type];
  if (status === 400) return new AppError('bad-request', 'malformed-request', 'The request is malformed.');
  return error;
}

function errorHandler(logger: Logger): ErrorRequestHandler {
  return (thrown, request, response, _next) => {
    const error: unknown = translate(thrown);
    if (error === outageAnswer)
      logger.warn({ err: thrown as unknown, requestId: request.id }, 'answered 503: something is away');
    const { status, body } = toErrorBody(error);
    if (status === 500)
      logger.error(
        { err: thrown as unknown, requestId: request.id, path: request.path },
        'unexpected failure',
      );
    if (response.headersSent) return void response.end();
    if (isAppError(error) && error.retryAfterSeconds !== undefined)
      response.set('Retry-After', String(error.retryAfterSeconds));
    response.status(status).json(body);
  };
}
