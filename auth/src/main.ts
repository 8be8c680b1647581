import { newId, openBus, openMongo, openOutbox, runService, serveHttp } from '@turnout/common/runtime';
import { createAuthApp } from './app.ts';
import { authConfig, readPrivateKey } from './config.ts';
import { createAttemptLimit } from './passwords/attempt-limit.ts';
import { createPasswords } from './passwords/passwords.ts';
import { createTokens } from './sessions/tokens.ts';
import { createSessionStore } from './store/session.store.ts';
import { createUserStore } from './store/user.store.ts';

await runService({
  name: 'auth',
  config: authConfig,
  async start(context) {
    const { config } = context;
    const tokens = createTokens(readPrivateKey(config));
    const mongo = await openMongo(context);
    const bus = await openBus(context);
    const outbox = openOutbox(context, { mongo, bus });
    const users = createUserStore(mongo.connection);
    const sessions = createSessionStore(mongo.connection);
    const passwords = await createPasswords();
    const attempts = createAttemptLimit({
      perAccount: config.WRONG_PASSWORDS_PER_ACCOUNT,
      perAddress: config.WRONG_PASSWORDS_PER_ADDRESS,
    });
    await mongo.prepare();
    outbox.start();
    const collaborators = {
      users,
      sessions,
      passwords,
      attempts,
      tokens,
      outbox,
      newId,
      now: () => new Date(),
    };
    await serveHttp(context, createAuthApp({ ...context, ...collaborators, publicUrl: config.PUBLIC_URL }));
  },
});
