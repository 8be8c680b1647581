/** Who is calling: the secret key may do all, the publishable key (or a bare client secret) what a browser may. */
import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { StripeError } from '../domain/stripe-error.ts';
import type { Form } from './form.ts';

export type Caller = 'secret' | 'browser';

export interface Keys {
  secretKey: string;
  publishableKey: string;
}

/** Browsers may send the key as a form field, or only the intent's client secret, which is itself the permission. */
export function identifyCaller(req: Request, form: Form, keys: Keys): Caller {
  const key = givenKey(req, form);
  if (key === null && form['client_secret'] !== undefined) return 'browser';
  if (key === null) {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (sameText(key, keys.secretKey)) return 'secret';
  if (sameText(key, keys.publishableKey)) return 'browser';
  throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
}

export function secretKeyRequired(): StripeError {
  return new StripeError(403, {
    type: 'invalid_request_error',
    code: 'secret_key_required',
    message:
      'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at the sandbox’s home page.',
  });
}

function givenKey(req: Request, form: Form): string | null {
  const [scheme = '', value = ''] = (req.get('authorization') ?? '').split(' ');
  if (/^bearer$/i.test(scheme) && value) return value;
  if (/^basic$/i.test(scheme)) return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '';
  return typeof form['key'] === 'string' ? form['key'] : null;
}

function unauthorized(message: string): StripeError {
  return new StripeError(401, { type: 'invalid_request_error', message });
}

function masked(key: string): string {
  return key.length > 12 ? `${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}` : '*'.repeat(key.length);
}

export function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
