// A service for the shutdown test: it answers a request that is under way only after SIGTERM came.
import { createApp, openEventStream, route } from '@turnout/common/http';
import { baseConfig, runService, serveHttp } from '@turnout/common/runtime';

const terminated = new Promise<void>((resolve) => process.once('SIGTERM', () => setImmediate(resolve)));

await runService({
  name: 'drained',
  config: baseConfig,
  async start(context) {
    const { logger } = context;
    context.onStop('opened first', () => logger.info('released: opened first'));
    context.onStop('broken', () => {
      throw new Error('cannot be released');
    });
    context.onStop('opened last', () => logger.info('released: opened last'));
    const slow = route({
      method: 'get',
      path: '/api/slow',
      summary: 'Answers while draining',
      access: 'anyone',
      async handler() {
        logger.info('in flight');
        await terminated;
        return { status: 200, body: { finished: true } };
      },
    });
    const stream = route({
      method: 'get',
      path: '/api/stream',
      summary: 'Never ends by itself',
      access: 'anyone',
      async handler({ request, response }) {
        openEventStream(request, response).send({ hello: true });
        return undefined;
      },
    });
    const { ready, metrics } = context;
    const publicUrl = context.config.PUBLIC_URL;
    await serveHttp(
      context,
      createApp({ name: 'drained', logger, metrics, ready, publicUrl, routes: [slow, stream] }),
    );
  },
});
