// When a mail is tried again, and when it is given up.

const firstPauseMs = 1_000;
const longestPauseMs = 3_600_000;
const giveUpAfterMs = 3 * 86_400_000;

/** The pause after the `attempts`-th failure: 1 s, 2 s, 4 s … 1 h. */
export function pauseAfter(attempts: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts - 1, 30));
}

export type AfterFailure = { state: 'waiting'; nextAttemptAt: Date } | { state: 'given-up' };

/** What becomes of a mail that could not be sent; `permanent` is a refusal that repeating cannot change. */
export function afterFailure(
  mail: { attempts: number; createdAt: Date },
  permanent: boolean,
  now: Date,
): AfterFailure {
  const nextAttemptAt = new Date(now.getTime() + pauseAfter(mail.attempts));
  const tooLate = nextAttemptAt.getTime() - mail.createdAt.getTime() > giveUpAfterMs;
  return permanent || tooLate ? { state: 'given-up' } : { state: 'waiting', nextAttemptAt };
}
