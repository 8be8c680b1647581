// Composition root of the scanner service.
import { randomBytes } from 'node:crypto';
import { newId, openService, react, runService, serveHttp } from '@turnout/common/runtime';
import { createScannerApp } from './app.ts';
import { scannerConfig } from './config.ts';
import { scannerReactions } from './reactions/index.ts';
import { createScanning } from './scanning.ts';
import { createScannerStore } from './store/index.ts';

await runService({
  name: 'scanner',
  config: scannerConfig,
  async start(context) {
    const { bus, outbox, verifier, store } = await openService(context, createScannerStore);
    await react(context, bus, scannerReactions({ store }));
    const now = () => new Date();
    const scanning = createScanning({ store, outbox, now, ticketWaitMs: 1_000 });
    const newToken = () => randomBytes(32).toString('base64url');
    const deps = { store, outbox, scanning, now, newId, newToken, eventWaitMs: 2_000 };
    await serveHttp(
      context,
      createScannerApp({ ...context, ...deps, publicUrl: context.config.PUBLIC_URL, verifier }),
    );
  },
});
