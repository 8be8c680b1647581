// What the outbox and its relay are given.
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { AnyMessage } from '../messages/index.ts';

export interface OutboxOptions {
  connection: Connection;
  publish(message: AnyMessage): Promise<void>;
  logger: Logger;
  now(): Date;
  newId(): string;
  /** How often rows left by a crash are looked for. */
  sweepIntervalMs?: number;
}

export interface OutboxRow {
  _id: string;
  message: AnyMessage;
}
