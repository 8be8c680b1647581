import { newId, openService, react, runService, serveHttp } from '@turnout/common/runtime';
import { createEventsApp } from './app.ts';
import { eventsConfig } from './config.ts';
import { eventsReactions } from './reactions/index.ts';
import { createEventsStore } from './store/index.ts';

await runService({
  name: 'events',
  config: eventsConfig,
  async start(context) {
    const { bus, outbox, verifier, store } = await openService(context, createEventsStore);
    await react(context, bus, eventsReactions({ store, outbox }));
    const now = () => new Date();
    const publicUrl = context.config.PUBLIC_URL;
    await serveHttp(context, createEventsApp({ ...context, publicUrl, verifier, store, outbox, newId, now }));
  },
});
