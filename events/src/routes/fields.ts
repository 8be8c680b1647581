// Shapes that only this service's bodies have.
import { z } from 'zod';

/** A name of the IANA list, old or new (Asia/Calcutta, Asia/Kolkata); the engine lists only one of them but knows both. */
function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
export const timezone = z.string().max(64).refine(isTimezone, {
  error: 'must be a time zone of the IANA list, such as Europe/Paris',
});

/** A link that a browser may follow or load: never `javascript:` or `data:`. */
export const webUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address that starts with https:// or http://' })
  .max(2_000, { error: 'must have at most 2000 characters' });
