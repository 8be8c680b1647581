// The auth app in process, with a real database, a clock the test moves and browsers that keep their cookie.
import { generateKeyPairSync } from 'node:crypto';
import { createTestKit } from '@turnout/common/testing';
import type { TestKit } from '@turnout/common/testing';
import { newId } from '@turnout/common/runtime';
import type { Express } from 'express';
import request from 'supertest';
import { createAuthApp } from '../src/app.ts';
import { createAttemptLimit } from '../src/passwords/attempt-limit.ts';
import { createPasswords } from '../src/passwords/passwords.ts';
import { createTokens } from '../src/sessions/tokens.ts';
import type { Tokens } from '../src/sessions/tokens.ts';
import { createSessionStore } from '../src/store/session.store.ts';
import type { SessionStore } from '../src/store/session.store.ts';
import { createUserStore } from '../src/store/user.store.ts';
import type { UserStore } from '../src/store/user.store.ts';

export const password = 'correct horse battery';

export interface RunningAuth {
  app: Express;
  kit: TestKit;
  users: UserStore;
  sessions: SessionStore;
  tokens: Tokens;
  /** Lets `milliseconds` pass on the service's clock. */
  pass(milliseconds: number): void;
  now(): Date;
  /** A browser on our own pages. */
  browser(): ReturnType<typeof request.agent>;
  /** A browser that has just signed up. */
  signedUp(
    email?: string,
  ): Promise<{ browser: ReturnType<typeof request.agent>; email: string; userId: string }>;
  /** A token pair of an API client. */
  signedInByApi(email: string): Promise<{ accessToken: string; refreshToken: string }>;
  published(): Promise<{ type: string; data: unknown }[]>;
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export async function startAuth(limits = { perAccount: 10, perAddress: 100 }): Promise<RunningAuth> {
  const kit = await createTestKit();
  const users = createUserStore(kit.mongo.connection);
  const sessions = createSessionStore(kit.mongo.connection);
  const tokens = createTokens(privateKeyPem);
  let passed = 0;
  const now = (): Date => new Date(Date.now() + passed);
  const app = createAuthApp({
    logger: kit.logger,
    metrics: kit.metrics,
    outbox: kit.outbox,
    publicUrl: 'http://shop.test',
    ready: async () => undefined,
    users,
    sessions,
    tokens,
    passwords: await createPasswords(),
    attempts: createAttemptLimit(limits),
    newId,
    now,
  });
  await kit.mongo.prepare();
  const browser = () => request.agent(app).set('Sec-Fetch-Site', 'same-origin');
  return {
    app,
    kit,
    users,
    sessions,
    tokens,
    now,
    browser,
    pass: (milliseconds) => void (passed += milliseconds),
    async signedUp(email = `${newId()}@example.test`) {
      const agent = browser();
      const answer = await agent.post('/api/users/signup').send({ email, password }).expect(201);
      return { browser: agent, email, userId: (answer.body as { id: string }).id };
    },
    async signedInByApi(email) {
      const answer = await request(app).post('/api/users/token').send({ email, password }).expect(200);
      return answer.body as { accessToken: string; refreshToken: string };
    },
    async published() {
      await kit.settle();
      return kit.bus.published;
    },
  };
}
