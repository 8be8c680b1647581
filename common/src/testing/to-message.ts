import type { AnyMessage, MessageType, NewMessage } from '../messages/index.ts';
import { newId } from '../runtime/new-id.ts';
import { newTraceparent } from '../tracing/index.ts';

/** A message as the bus would deliver it: `{type, aggregateId, version, data}` with an envelope around. */
export function toMessage<T extends MessageType>(message: NewMessage<T>): Extract<AnyMessage, { type: T }> {
  const envelope = {
    messageId: newId(),
    occurredAt: new Date().toISOString(),
    traceparent: newTraceparent(),
  };
  return { ...message, ...envelope } as unknown as Extract<AnyMessage, { type: T }>;
}
