import { z } from 'zod';
import { id, version } from './fields.ts';

/** Public state of a user. `disabled` and `erased` users may hold no session. */
export const userState = z.object({
  userId: id,
  version,
  email: z.string(),
  emailVerified: z.boolean(),
  role: z.enum(['customer', 'promoter']),
  name: z.string().nullable(),
  status: z.enum(['active', 'disabled', 'erased']),
});
export type UserState = z.infer<typeof userState>;
