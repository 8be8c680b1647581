// Shapes of what people and devices send in bodies, each with a message that says what would be right.
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

export const whole = (min: number, max: number) =>
  z
    .int({ error: 'must be a whole number' })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` });

export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, { error: 'must be an id' });

export const noFields = z.strictObject({});
