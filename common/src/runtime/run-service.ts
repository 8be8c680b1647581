// The life of a service process: check the environment, start, serve, drain on SIGTERM, exit 0 within 15 s.
import { createHttpMetrics } from '../http/index.ts';
import type { HttpMetrics } from '../http/index.ts';
import type { z } from 'zod';
import { readConfig } from './config.ts';
import type { BaseConfig } from './config.ts';
import { createLogger } from './logger.ts';
import type { Logger } from './logger.ts';

export interface ServiceContext<C extends BaseConfig = BaseConfig> {
  name: string;
  config: C;
  logger: Logger;
  metrics: HttpMetrics;
  /** What must be undone at the end, in reverse order of registration. */
  onStop(what: string, release: () => Promise<void> | void): void;
  /** A check of `/readyz`: throws, saying what does not answer. */
  onReady(what: string, check: () => Promise<void> | void): void;
  /** Runs all checks; rejects with the first that fails. */
  ready(): Promise<void>;
}

interface ServiceOptions<S extends z.ZodType<BaseConfig>> {
  name: string;
  config: S;
  start(context: ServiceContext<z.output<S>>): Promise<void>;
}

const drainLimitMs = 14_000;

/** Runs a service until SIGTERM or SIGINT. A failed start is logged in one line and exits 1. */
export async function runService<S extends z.ZodType<BaseConfig>>(options: ServiceOptions<S>): Promise<void> {
  const { name } = options;
  let logger = createLogger({ name, level: 'info' });
  try {
    const config = readConfig(options.config, process.env);
    logger = createLogger({ name, level: config.LOG_LEVEL });
    const { context, stop } = createContext({ name, config, logger });
    const onSignal = (signal: string) => void drain(signal, logger, stop);
    process.once('SIGTERM', onSignal);
    process.once('SIGINT', onSignal);
    await options.start(context);
    logger.info('ready');
  } catch (error) {
    logger.fatal({ error }, `${name} did not start: ${(error as Error).message}`);
    process.exit(1);
  }
}

function createContext<C extends BaseConfig>(base: { name: string; config: C; logger: Logger }) {
  const releases: { what: string; release: () => Promise<void> | void }[] = [];
  const checks: { what: string; check: () => Promise<void> | void }[] = [];
  const context: ServiceContext<C> = {
    ...base,
    metrics: createHttpMetrics(),
    onStop: (what, release) => void releases.push({ what, release }),
    onReady: (what, check) => void checks.push({ what, check }),
    async ready() {
      for (const { what, check } of checks) {
        try {
          await check();
        } catch (cause) {
          throw new Error(what, { cause });
        }
      }
    },
  };
  async function stop(): Promise<void> {
    for (const { what, release } of releases.reverse()) {
      try {
        await release();
      } catch (error) {
        base.logger.warn({ error }, `${what} did not stop cleanly`);
      }
    }
  }
  return { context, stop };
}

async function drain(signal: string, logger: Logger, stop: () => Promise<void>): Promise<void> {
  logger.info(`${signal}: draining`);
  const limit = setTimeout(() => {
    logger.error('not drained in time');
    process.exit(1);
  }, drainLimitMs);
  await stop();
  clearTimeout(limit);
  logger.info('stopped');
  process.exit(0);
}
