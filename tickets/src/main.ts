import { newId, openService, react, runService, serveHttp } from '@turnout/common/runtime';
import { createTicketKeyPair } from '@turnout/common/ticket-code';
import { createTicketsApp } from './app.ts';
import { ticketsConfig } from './config.ts';
import { ticketsReactions } from './reactions/index.ts';
import { createTicketsStore } from './store/index.ts';
import { createKeySeal } from './store/key-seal.ts';

await runService({
  name: 'tickets',
  config: ticketsConfig,
  async start(context) {
    const seal = createKeySeal(context.config.TICKET_KEY_SECRET);
    const { bus, outbox, verifier, store } = await openService(context, (connection) =>
      createTicketsStore(connection, seal),
    );
    const now = () => new Date();
    await react(context, bus, ticketsReactions({ store, outbox, now }));
    const deps = { store, outbox, now, newId, newKeyPair: createTicketKeyPair, eventWaitMs: 2_000 };
    await serveHttp(
      context,
      createTicketsApp({ ...context, publicUrl: context.config.PUBLIC_URL, verifier, ...deps }),
    );
  },
});
