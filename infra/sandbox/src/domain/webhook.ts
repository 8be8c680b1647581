/** Webhook endpoints, and what is remembered of each event's way to each of them. */
import type { WebhookEndpoint } from './objects.ts';

export interface StoredEndpoint {
  id: string;
  endpoint: WebhookEndpoint;
  secret: string;
}

export interface DeliveryAttempt {
  at: string;
  /** The receiver's answer; null when there was none. */
  status: number | null;
  error?: string;
}

export interface Delivery {
  id: string;
  eventId: string;
  endpointId: string;
  /** `lost` is a fault that was asked for: counted as delivered, never sent. */
  state: 'pending' | 'delivered' | 'lost' | 'abandoned';
  attempts: DeliveryAttempt[];
  attemptCount: number;
  nextAttemptAt: number;
}

export function deliveryId(eventId: string, endpointId: string): string {
  return `${eventId}:${endpointId}`;
}

export function wantsEvent(endpoint: WebhookEndpoint, type: string): boolean {
  const { enabled_events: enabled, status } = endpoint;
  return status === 'enabled' && (enabled.includes('*') || enabled.includes(type));
}

const retryDelaysMs = [200, 1_000, 3_000, 10_000, 30_000];
const slowRetryMs = 60_000;
const giveUpAfterAttempts = 4_000;

/** How long to wait after the given number of failed attempts; null when it is time to give up (about three days). */
export function retryDelay(failedAttempts: number): number | null {
  if (failedAttempts >= giveUpAfterAttempts) return null;
  return retryDelaysMs[failedAttempts - 1] ?? slowRetryMs;
}
