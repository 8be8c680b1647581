/** The environment as a typed object; a bad variable stops the start and is named. */
import { z } from 'zod';

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4242),
  HOST: z.string().min(1).default('127.0.0.1'),
  SANDBOX_PUBLIC_URL: z.url().optional(),
  WEBHOOK_URL: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((url) => url.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.url()).max(16)),
  WEBHOOK_SECRET: z.string().startsWith('whsec_').default('whsec_turnout_sandbox'),
  SECRET_KEY: z.string().startsWith('sk_test_').default('sk_test_turnout'),
  PUBLISHABLE_KEY: z.string().startsWith('pk_test_').default('pk_test_turnout'),
  DATA_DIR: z.string().min(1).optional(),
});

export type Config = z.infer<typeof schema>;

export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The sandbox cannot start: ${problems.join('; ')}`);
}
