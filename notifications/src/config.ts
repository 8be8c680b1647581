import { mongoConfig } from '@turnout/common/runtime';
import { z } from 'zod';

export const notificationsConfig = mongoConfig.extend({
  SMTP_URL: z.url({
    protocol: /^smtps?$/,
    error: 'must be smtp://host:port or smtps://user:password@host:port',
  }),
  /** `Turnout <tickets@turnout.example>` */
  MAIL_FROM: z.string().regex(/@/, 'must hold an email address'),
});
