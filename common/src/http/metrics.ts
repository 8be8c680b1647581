// Prometheus metrics every service has: how many requests, how long, by route and status.
import type { RequestHandler } from 'express';
import { Histogram, Registry } from 'prom-client';

export interface HttpMetrics {
  registry: Registry;
  observe: RequestHandler;
}

export function createHttpMetrics(): HttpMetrics {
  const registry = new Registry();
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return {
    registry,
    observe(request, response, next) {
      const stop = seconds.startTimer({ method: request.method });
      response.on('finish', () => {
        const route = (request.route as { path?: string } | undefined)?.path ?? 'none';
        stop({ route, status: String(response.statusCode) });
      });
      next();
    },
  };
}
