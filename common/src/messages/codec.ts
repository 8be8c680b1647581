// Bytes to message and back; what does not fit its schema is undecodable, whoever sent it.
import { z } from 'zod';
import { messageTypes, schemaOf } from './catalog.ts';
import type { AnyMessage, MessageType } from './catalog.ts';

const envelope = z.object({
  messageId: z.string().min(1).max(128),
  type: z.enum(messageTypes as [MessageType, ...MessageType[]]),
  aggregateId: z.string().min(1).max(128),
  version: z.int().min(1),
  occurredAt: z.iso.datetime(),
  traceparent: z.string().max(64),
});

/** Thrown for bytes that are no message of the catalog; retrying cannot help. */
export class UndecodableMessage extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'UndecodableMessage';
  }
}

/** Checks and serializes. Throws {@link UndecodableMessage} on our own mistake, before anything leaves. */
export function encodeMessage(message: AnyMessage): Uint8Array {
  check(message);
  return new TextEncoder().encode(JSON.stringify(message));
}

/** Parses and checks; fields the schema does not know are dropped. Throws {@link UndecodableMessage}. */
export function decodeMessage(bytes: Uint8Array): AnyMessage {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new UndecodableMessage('not JSON', cause);
  }
  return check(value);
}

function check(value: unknown): AnyMessage {
  const head = envelope.safeParse(value);
  if (!head.success) throw new UndecodableMessage(`bad envelope: ${z.prettifyError(head.error)}`);
  const data = schemaOf(head.data.type).safeParse((value as { data?: unknown }).data);
  if (!data.success) throw new UndecodableMessage(`bad ${head.data.type}: ${z.prettifyError(data.error)}`);
  return { ...head.data, data: data.data } as AnyMessage;
}
