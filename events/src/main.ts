import {
  newId,
  openBus,
  openMongo,
  openOutbox,
  openVerifier,
  react,
  runService,
  serveHttp,
} from '@turnout/common/runtime';
import { createEventsApp } from './app.ts';
import { eventsConfig } from './config.ts';
import { eventsReactions } from './reactions/index.ts';
import { createEventsStore } from './store/index.ts';

await runService({
  name: 'events',
  config: eventsConfig,
  async start(context) {
    const mongo = await openMongo(context);
    const bus = await openBus(context);
    const outbox = openOutbox(context, { mongo, bus });
    const store = createEventsStore(mongo.connection);
    const verifier = openVerifier(context);
    await mongo.prepare();
    outbox.start();
    await react(context, bus, eventsReactions({ store, outbox }));
    const now = () => new Date();
    const publicUrl = context.config.PUBLIC_URL;
    await serveHttp(context, createEventsApp({ ...context, publicUrl, verifier, store, outbox, newId, now }));
  },
});
