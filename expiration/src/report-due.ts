import type { AnyMessage } from '@turnout/common/messages';
import { newTraceparent } from '@turnout/common/tracing';
import type { Timer } from './timers.ts';

/** The message of a timer that is due: its id depends on the order alone, so that telling it twice is telling it once. */
export function toExpirationDue({ orderId, eventId, expiresAt }: Timer, now: Date): AnyMessage {
  return {
    messageId: `expiration-due-${orderId}`,
    type: 'ExpirationDue',
    aggregateId: orderId,
    version: 1,
    occurredAt: now.toISOString(),
    traceparent: newTraceparent(),
    data: { orderId, eventId, expiresAt },
  };
}
