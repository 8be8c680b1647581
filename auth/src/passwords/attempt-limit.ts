// Slows guessing: so many wrong passwords per account and network address, and so many per address over all accounts.
import { AppError } from '@turnout/common/errors';
import { RateLimiterMemory } from 'rate-limiter-flexible';

export interface Attempt {
  email: string;
  address: string;
}

/** Counts in this process's memory: with two replicas a guesser gets at most twice as many tries. */
export interface AttemptLimit {
  /** Throws 429 `too-many-attempts` while either count is used up. */
  check(attempt: Attempt): Promise<void>;
  countWrong(attempt: Attempt): Promise<void>;
  /** The right password clears the account's count; the address's stays, or one own account would reset it. */
  countRight(attempt: Attempt): Promise<void>;
}

const windowSeconds = 15 * 60;

export function createAttemptLimit(limits: { perAccount: number; perAddress: number }): AttemptLimit {
  const accounts = new RateLimiterMemory({ points: limits.perAccount, duration: windowSeconds });
  const addresses = new RateLimiterMemory({ points: limits.perAddress, duration: windowSeconds });
  return {
    async check(attempt) {
      await refuseWhenUsedUp(accounts, accountKey(attempt));
      await refuseWhenUsedUp(addresses, attempt.address);
    },
    async countWrong(attempt) {
      await accounts.penalty(accountKey(attempt));
      await addresses.penalty(attempt.address);
    },
    async countRight(attempt) {
      await accounts.delete(accountKey(attempt));
    },
  };
}

function accountKey({ email, address }: Attempt): string {
  return `${address} ${email}`;
}

async function refuseWhenUsedUp(limiter: RateLimiterMemory, key: string): Promise<void> {
  const used = await limiter.get(key);
  if (!used || used.consumedPoints < limiter.points) return;
  throw new AppError('too-many', 'too-many-attempts', 'Too many wrong attempts. Please try again later.', {
    retryAfterSeconds: Math.max(1, Math.ceil(used.msBeforeNext / 1_000)),
  });
}
