// The fields that routes of auth share, checked in one way everywhere.
import { z } from 'zod';

/** Two spellings of one address are one account. */
export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'must be at most 254 characters')
  .pipe(z.email('must be an email address'));

export const newPasswordField = z
  .string()
  .min(8, 'must be at least 8 characters')
  .max(200, 'must be at most 200 characters');

/** Any password a user may type to prove who they are: what the rules were when they chose it does not matter. */
export const givenPasswordField = z
  .string()
  .min(1, 'must not be empty')
  .max(1_000, 'must be at most 1000 characters');

export const nameField = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100, 'must be at most 100 characters');

export const credentials = z.strictObject({ email: emailField, password: givenPasswordField });

/** Good passwords differ from the address, which is the first thing a guesser tries. */
export function isOtherThanEmail(password: string | undefined, email: string | undefined): boolean {
  return password === undefined || email === undefined || password.trim().toLowerCase() !== email;
}

export const profile = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(['customer', 'promoter']),
  name: z.string().nullable(),
});

export const tokenPair = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresIn: z.int() });
