// Shapes of what promoters type, each with a message that says what would be right.
import { z } from 'zod';

/** One line of text: no line breaks, no control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(max, { error: `must have at most ${max} characters` })
    .regex(/^\P{Cc}*$/u, { error: 'must be a single line of text' });

export const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, { error: `must have at most ${max} characters` });

export const instant = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 time with its zone, such as 2026-05-01T18:00:00Z' })
  .transform((value) => new Date(value));

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

export const whole = (min: number, max: number) =>
  z
    .int({ error: 'must be a whole number' })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` });

export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, { error: 'must be an id' });

export const noFields = z.strictObject({});

/** Leaves out what was not sent, so that a change holds only what it changes. */
export function given<T extends object>(body: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as never;
}
