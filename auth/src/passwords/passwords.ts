// Passwords are kept as argon2id hashes and nothing else.
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { createSlots } from './slots.ts';

export interface Passwords {
  hash(password: string): Promise<string>;
  /** False for a wrong password and, after the same time, for a missing hash. `before` runs when its turn has come and may throw. */
  matches(
    passwordHash: string | null | undefined,
    password: string,
    before?: () => void | Promise<void>,
  ): Promise<boolean>;
}

/** The cost OWASP advises for argon2id: 19 MiB, two passes, one lane. The algorithm is the library's default. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const queueLimit = 500;

export async function createPasswords(): Promise<Passwords> {
  // The hashes run on the four threads that also do DNS and files: one is always left for those.
  const slots = createSlots({ slots: Math.min(availableParallelism(), 3), queueLimit });
  const nobodysHash = await hash(crypto.randomUUID(), cost);
  return {
    hash: (password) => slots.run(() => hash(normalize(password), cost)),
    matches: (passwordHash, password, before) =>
      slots.run(async () => {
        await before?.();
        const right = await verify(passwordHash ?? nobodysHash, normalize(password));
        return right && typeof passwordHash === 'string';
      }),
  };
}

/** One keyboard writes é as one character, another as two. */
function normalize(password: string): string {
  return password.normalize('NFKC');
}
