// An app of the kit with routes that a test declares, beside real keys, a real database where one is needed, and kept logs.
import { createApp, createHttpMetrics } from '@turnout/common/http';
import type { AppOptions, Route } from '@turnout/common/http';
import { createLogger } from '@turnout/common/runtime';
import { createTestAuth } from '@turnout/common/testing';
import type { TestAuth } from '@turnout/common/testing';
import type { Express } from 'express';

export interface RunningApp {
  app: Express;
  auth: TestAuth;
  logs: string[];
}

const publicUrl = 'https://shop.test';

export function startApp(routes: Route[], over: Partial<AppOptions> & { level?: string } = {}): RunningApp {
  const { level = 'info', ...options } = over;
  const auth = createTestAuth();
  const logs: string[] = [];
  const app = createApp({
    name: 'test',
    logger: createLogger({
      name: 'test',
      level,
      destination: { write: (line: string) => void logs.push(line) },
    }),
    publicUrl,
    metrics: createHttpMetrics(),
    ready: async () => undefined,
    verifier: auth.verifier,
    routes,
    ...options,
  });
  return { app, auth, logs };
}

/** The cookie of a browser that is signed in with `bearer`. */
export function cookieOf(bearer: string): string {
  return `session=${Buffer.from(JSON.stringify({ jwt: bearer.replace('Bearer ', '') })).toString('base64')}`;
}
