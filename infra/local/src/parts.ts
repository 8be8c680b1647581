/** What one part of Turnout is and needs. The local runner starts from this table; the manifests are checked against it. */
export interface Part {
  name: string;
  /** From the project's root. */
  folder: string;
  kind: 'service' | 'client' | 'tool';
  /** The first path segments below `/api/` that the gateway sends here. */
  prefixes: string[];
  /** Every environment variable it is given. */
  env: string[];
  needs: ('mongo' | 'nats' | 'redis')[];
}

const everyService = ['PORT', 'NATS_URL', 'PUBLIC_URL', 'JWKS_URL', 'BUS', 'NATS_REPLICAS', 'LOG_LEVEL'];

export const parts: Part[] = [
  {
    name: 'auth',
    folder: 'auth',
    kind: 'service',
    prefixes: ['users'],
    env: [...everyService, 'MONGO_URL', 'JWT_PRIVATE_KEY_FILE'],
    needs: ['mongo', 'nats'],
  },
  {
    name: 'events',
    folder: 'events',
    kind: 'service',
    prefixes: ['events', 'venues', 'performers', 'promoters', 'subscribers'],
    env: [...everyService, 'MONGO_URL'],
    needs: ['mongo', 'nats'],
  },
  {
    name: 'tickets',
    folder: 'tickets',
    kind: 'service',
    prefixes: ['ticket-types', 'promo-codes', 'tickets', 'listings'],
    env: [...everyService, 'MONGO_URL', 'TICKET_KEY_SECRET'],
    needs: ['mongo', 'nats'],
  },
  {
    name: 'orders',
    folder: 'orders',
    kind: 'service',
    prefixes: ['orders', 'waiting-list', 'reports', 'availability'],
    env: [...everyService, 'MONGO_URL'],
    needs: ['mongo', 'nats'],
  },
  {
    name: 'expiration',
    folder: 'expiration',
    kind: 'service',
    prefixes: [],
    env: [...everyService, 'REDIS_URL'],
    needs: ['nats', 'redis'],
  },
  {
    name: 'payments',
    folder: 'payments',
    kind: 'service',
    prefixes: ['payments'],
    env: [
      ...everyService,
      'MONGO_URL',
      'STRIPE_SECRET_KEY',
      'STRIPE_PUBLISHABLE_KEY',
      'STRIPE_WEBHOOK_SECRET',
      'STRIPE_API_BASE',
      'STRIPE_PUBLIC_API_BASE',
    ],
    needs: ['mongo', 'nats'],
  },
  {
    name: 'scanner',
    folder: 'scanner',
    kind: 'service',
    prefixes: ['scanner'],
    env: [...everyService, 'MONGO_URL'],
    needs: ['mongo', 'nats'],
  },
  {
    name: 'notifications',
    folder: 'notifications',
    kind: 'service',
    prefixes: [],
    env: [...everyService, 'MONGO_URL', 'SMTP_URL', 'MAIL_FROM'],
    needs: ['mongo', 'nats'],
  },
  {
    name: 'client',
    folder: 'client',
    kind: 'client',
    prefixes: [],
    env: ['PORT', 'PUBLIC_URL', 'API_BASE_URL'],
    needs: [],
  },
  {
    name: 'sandbox',
    folder: 'infra/sandbox',
    kind: 'tool',
    prefixes: [],
    env: ['PORT', 'PUBLIC_URL', 'WEBHOOK_URL', 'WEBHOOK_SECRET', 'SECRET_KEY', 'PUBLISHABLE_KEY', 'DATA_DIR'],
    needs: [],
  },
  {
    name: 'mailcatcher',
    folder: 'infra/mailcatcher',
    kind: 'tool',
    prefixes: [],
    env: ['PORT', 'SMTP_PORT', 'MAIL_FILE'],
    needs: [],
  },
];
