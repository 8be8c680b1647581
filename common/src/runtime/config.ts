// Configuration is the environment, checked once at the start; what is missing or wrong is named, all at once.
import { z } from 'zod';

/** What every service needs. */
export const baseConfig = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535),
  NATS_URL: z.string().min(1),
  PUBLIC_URL: z.url(),
  JWKS_URL: z.url(),
  BUS: z.enum(['jetstream', 'nats-streaming']).default('jetstream'),
  /** Copies of each JetStream stream: 3 in production. */
  NATS_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
export type BaseConfig = z.infer<typeof baseConfig>;

/** What services with a database need besides. The URL names the database. */
export const mongoConfig = baseConfig.extend({ MONGO_URL: z.string().min(1) });

/** Throws one error that lists every variable that is missing or wrong. Empty counts as missing. */
export function readConfig<S extends z.ZodType>(schema: S, environment: NodeJS.ProcessEnv): z.output<S> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return `  ${name}: ${given[name] === undefined && issue.code !== 'custom' ? 'is missing' : issue.message}`;
  });
  throw new Error(`The environment is not complete:\n${problems.join('\n')}`);
}
