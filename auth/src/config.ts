import { readFileSync } from 'node:fs';
import { mongoConfig } from '@turnout/common/runtime';
import { z } from 'zod';

const count = z.coerce.number().int().min(1);

export const authConfig = mongoConfig
  .extend({
    JWT_PRIVATE_KEY: z.string().optional(),
    JWT_PRIVATE_KEY_FILE: z.string().optional(),
    WRONG_PASSWORDS_PER_ACCOUNT: count.default(10),
    WRONG_PASSWORDS_PER_ADDRESS: count.default(100),
  })
  .refine((config) => Boolean(config.JWT_PRIVATE_KEY ?? config.JWT_PRIVATE_KEY_FILE), {
    path: ['JWT_PRIVATE_KEY'],
    error: 'is missing, and so is JWT_PRIVATE_KEY_FILE: give one of them',
    // Also when other variables are wrong, so that all are named at once.
    when: () => true,
  });

type KeySource = Pick<z.output<typeof authConfig>, 'JWT_PRIVATE_KEY' | 'JWT_PRIVATE_KEY_FILE'>;

/** The signing key in PEM form, from the variable or from the file it names. Throws one sentence when it cannot be read. */
export function readPrivateKey({ JWT_PRIVATE_KEY, JWT_PRIVATE_KEY_FILE }: KeySource): string {
  // Where a variable cannot hold line breaks they arrive as "\n".
  if (JWT_PRIVATE_KEY) return JWT_PRIVATE_KEY.replaceAll('\\n', '\n');
  try {
    return readFileSync(JWT_PRIVATE_KEY_FILE ?? '', 'utf8');
  } catch (cause) {
    throw new Error(`JWT_PRIVATE_KEY_FILE cannot be read: ${(cause as Error).message}`, { cause });
  }
}
