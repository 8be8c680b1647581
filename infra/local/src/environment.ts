import type { Part } from './parts.ts';
import { Refusal } from './refusal.ts';
import type { Secrets } from './secrets.ts';

export interface Addresses {
  /** Where people find the shop. */
  publicUrl: string;
  /** Where the parts find each other; never `localhost`, which may mean another interface. */
  gatewayUrl: string;
  /** Null with real Stripe keys. */
  sandboxUrl: string | null;
  /** The page of the mail catcher; null with a real mail server. */
  mailUrl: string | null;
  smtpUrl: string;
  smtpPort: number;
  mailFile: string;
  sandboxFolder: string;
  natsUrl: string;
  redisUrl: string;
}

export type Environment = (part: Part, own: { port: number; mongoUrl: string }) => Record<string, string>;

/** Knows the value of every variable in the table of parts; a part gets those it lists and nothing more. */
export function createEnvironment(addresses: Addresses, secrets: Secrets, given = process.env): Environment {
  const shared: Record<string, string> = {
    PUBLIC_URL: given['PUBLIC_URL'] ?? addresses.publicUrl,
    API_BASE_URL: addresses.gatewayUrl,
    JWKS_URL: `${addresses.gatewayUrl}/api/users/.well-known/jwks.json`,
    NATS_URL: addresses.natsUrl,
    REDIS_URL: addresses.redisUrl,
    BUS: given['BUS'] ?? 'jetstream',
    NATS_REPLICAS: given['NATS_REPLICAS'] ?? '1',
    LOG_LEVEL: given['LOG_LEVEL'] ?? 'info',
    JWT_PRIVATE_KEY_FILE: secrets.jwtPrivateKeyFile,
    TICKET_KEY_SECRET: secrets.ticketKeySecret,
    SMTP_URL: addresses.smtpUrl,
    SMTP_PORT: String(addresses.smtpPort),
    MAIL_FROM: given['MAIL_FROM'] ?? 'Turnout <tickets@turnout.test>',
    MAIL_FILE: addresses.mailFile,
    ...stripe(addresses, secrets, given),
  };
  return (part, own) => {
    const known: Record<string, string> = {
      ...shared,
      PORT: String(own.port),
      MONGO_URL: own.mongoUrl,
      // To the sandbox its public address is its own, not that of the shop.
      ...(part.name === 'sandbox' && addresses.sandboxUrl !== null
        ? { PUBLIC_URL: addresses.sandboxUrl }
        : {}),
    };
    const value = (key: string): [string, string] => {
      const found = known[key];
      if (found === undefined)
        throw new Refusal(`${part.name} needs ${key}, which the runner does not know.`);
      return [key, found];
    };
    return Object.fromEntries(part.env.map(value));
  };
}

function stripe(addresses: Addresses, secrets: Secrets, given: NodeJS.ProcessEnv): Record<string, string> {
  if (given['STRIPE_SECRET_KEY']) {
    const need = (key: string): string => {
      const value = given[key];
      if (value) return value;
      throw new Refusal(
        `STRIPE_SECRET_KEY is set, so ${key} is needed too: set it, or unset the key to pay in the local sandbox.`,
      );
    };
    return {
      STRIPE_SECRET_KEY: need('STRIPE_SECRET_KEY'),
      STRIPE_PUBLISHABLE_KEY: need('STRIPE_PUBLISHABLE_KEY'),
      STRIPE_WEBHOOK_SECRET: need('STRIPE_WEBHOOK_SECRET'),
      STRIPE_API_BASE: given['STRIPE_API_BASE'] ?? '',
      STRIPE_PUBLIC_API_BASE: given['STRIPE_PUBLIC_API_BASE'] ?? '',
    };
  }
  const sandboxUrl = addresses.sandboxUrl ?? '';
  return {
    SECRET_KEY: 'sk_test_turnout',
    STRIPE_SECRET_KEY: 'sk_test_turnout',
    PUBLISHABLE_KEY: 'pk_test_turnout',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_turnout',
    WEBHOOK_SECRET: secrets.stripeWebhookSecret,
    STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
    DATA_DIR: addresses.sandboxFolder,
    STRIPE_API_BASE: sandboxUrl,
    STRIPE_PUBLIC_API_BASE: sandboxUrl,
    WEBHOOK_URL: `${addresses.gatewayUrl}/api/payments/webhooks/stripe`,
  };
}
