import { createEnvironment, type Addresses } from '../src/environment.ts';
import { parts, type Part } from '../src/parts.ts';

const addresses: Addresses = {
  publicUrl: 'http://localhost:3000',
  gatewayUrl: 'http://127.0.0.1:3000',
  sandboxUrl: 'http://localhost:4242',
  mailUrl: 'http://localhost:3025',
  smtpUrl: 'smtp://127.0.0.1:1025',
  smtpPort: 1025,
  mailFile: '/data/mails.json',
  sandboxFolder: '/data/sandbox',
  natsUrl: 'nats://127.0.0.1:4222',
  redisUrl: 'redis://127.0.0.1:6379',
};
const secrets = {
  jwtPrivateKeyFile: '/data/key.pem',
  ticketKeySecret: 'c2VjcmV0',
  stripeWebhookSecret: 'whsec_1',
};
const own = { port: 5000, mongoUrl: 'mongodb://127.0.0.1/turnout-orders' };

const part = (name: string): Part => {
  const found = parts.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no part ${name}.`);
  return found;
};

test.each(parts)('When $name starts, then every variable it lists has a value', (one) => {
  const environment = createEnvironment(addresses, secrets, {})(one, own);
  expect(Object.keys(environment).sort()).toEqual([...one.env].sort());
  expect(Object.values(environment)).not.toContain('');
  expect(environment['PORT']).toBe('5000');
});

test('When there are no Stripe keys, then payments and sandbox agree on theirs, and browsers know the sandbox', () => {
  const environment = createEnvironment(addresses, secrets, {});
  const payments = environment(part('payments'), own);
  const sandbox = environment(part('sandbox'), own);
  expect(payments['STRIPE_SECRET_KEY']).toBe(sandbox['SECRET_KEY']);
  expect(payments['STRIPE_WEBHOOK_SECRET']).toBe(sandbox['WEBHOOK_SECRET']);
  expect(payments['STRIPE_PUBLIC_API_BASE']).toBe(sandbox['PUBLIC_URL']);
});

test('When Stripe keys are given, then payments gets them and no sandbox, and a missing one is named', () => {
  const keys = {
    STRIPE_SECRET_KEY: 'sk_test_1',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_2',
  };
  const payments = createEnvironment(
    { ...addresses, sandboxUrl: null },
    secrets,
    keys,
  )(part('payments'), own);
  expect(payments).toMatchObject({ ...keys, STRIPE_API_BASE: '', STRIPE_PUBLIC_API_BASE: '' });
  expect(() => createEnvironment(addresses, secrets, { STRIPE_SECRET_KEY: 'sk_test_1' })).toThrow(
    'STRIPE_SECRET_KEY is set, so STRIPE_PUBLISHABLE_KEY is needed too',
  );
});
