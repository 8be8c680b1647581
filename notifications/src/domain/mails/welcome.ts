import type { UserState } from '@turnout/common/messages';
import type { MailContent } from './mail.ts';
import { toMail } from './mail.ts';

const welcomeWithinMs = 24 * 3_600_000;

/** A welcome that comes a day late only puzzles: messages may be old when this service is new, or told again. */
export function isStillWelcome(signedUpAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(signedUpAt) < welcomeWithinMs;
}

export function welcome(user: Pick<UserState, 'name' | 'email' | 'role'>, publicUrl: string): MailContent {
  const promoter = user.role === 'promoter';
  return toMail({
    subject: 'Welcome to Turnout',
    lines: [
      `Hello${user.name ? ` ${user.name}` : ''}, your account is ready.`,
      promoter
        ? 'Create your first event, add ticket types and publish it when you are ready to sell.'
        : 'Find an event, and your tickets will wait for you on your phone.',
    ],
    button: promoter
      ? { label: 'Go to the portal', url: `${publicUrl}/portal` }
      : { label: 'See what is on', url: publicUrl },
    footer: `You get this mail because ${user.email} was used to sign up at Turnout.`,
  });
}
