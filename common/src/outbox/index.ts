export { connectMongo } from './mongo.ts';
export type { Mongo } from './mongo.ts';
export { createOutbox } from './outbox.ts';
export type { Outbox, Transaction } from './outbox.ts';
export type { OutboxOptions } from './options.ts';
export { createIdempotencyStore } from './idempotency-keys.ts';
export { keepNewest } from './copies.ts';
export { createDatabaseClock } from './database-clock.ts';
export type { DatabaseClock } from './database-clock.ts';
