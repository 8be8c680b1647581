import { isApiError } from './api-error.ts';
import { api } from './api.ts';
import type { Order } from './types.ts';

interface WaitForOrder {
  orderId: string;
  until: (order: Order) => boolean;
  onChange?: (order: Order) => void;
  giveUpAfterMs: number;
  signal: AbortSignal;
}

const firstPauseMs = 300;
const longestPauseMs = 2_000;

/** Asks for the order until the fact is there; null when it did not come in time. Lost answers are asked again. */
export async function waitForOrder(wait: WaitForOrder): Promise<Order | null> {
  const deadline = Date.now() + wait.giveUpAfterMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.4, longestPauseMs)) {
    const order = await ask(wait.orderId);
    if (wait.signal.aborted) return null;
    if (order) wait.onChange?.(order);
    if (order && wait.until(order)) return order;
    if (Date.now() + pauseMs > deadline) return null;
    await new Promise((resolve) => {
      setTimeout(resolve, pauseMs);
    });
  }
}

async function ask(orderId: string): Promise<Order | null> {
  try {
    return await api.order(orderId);
  } catch (error) {
    if (isApiError(error) && error.retryable) return null;
    throw error;
  }
}
