import { mongoConfig } from '@turnout/common/runtime';
import { z } from 'zod';

export const ticketsConfig = mongoConfig.extend({
  /** Encrypts the events' signing keys at rest. */
  TICKET_KEY_SECRET: z
    .base64({ error: 'must be 32 bytes in base64' })
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((bytes) => bytes.length === 32, { error: 'must be 32 bytes in base64' }),
});
