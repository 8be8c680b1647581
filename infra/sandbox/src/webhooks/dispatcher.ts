/** Sends every pending delivery until its endpoint answers 2xx: soon at first, then ever more slowly. */
import { retryDelay, type Delivery } from '../domain/webhook.ts';
import { reorderWindow, type Faults } from '../faults.ts';
import { currentEvent, deliveriesOf, deliveryRow, type Ledger } from '../store/ledger.ts';
import { sendWebhook, type Answer } from './send.ts';

export interface Dispatcher {
  send(deliveries: Delivery[]): void;
  /** Sends again at once: one event whatever became of it, or all that did not arrive. Returns how many. */
  redeliver(eventId?: string): number;
  /** Takes up what an earlier run left pending. */
  resume(): void;
  close(): Promise<void>;
}

const maxInFlight = 16;
const maxKeptAttempts = 20;

export function createDispatcher(ledger: Ledger, faults: Faults, nowMs: () => number): Dispatcher {
  const { tables } = ledger;
  const timers = new Map<string, NodeJS.Timeout>();
  const ready: string[] = [];
  const busy = new Set<string>();
  const inFlight = new Set<Promise<void>>();
  const stop = new AbortController();
  let gathered: Delivery[] = [];

  function schedule(delivery: Delivery): void {
    clearTimeout(timers.get(delivery.id));
    const waitMs = Math.max(0, delivery.nextAttemptAt - nowMs());
    timers.set(
      delivery.id,
      setTimeout(() => {
        timers.delete(delivery.id);
        ready.push(delivery.id);
        pump();
      }, waitMs),
    );
  }

  function pump(): void {
    while (inFlight.size < maxInFlight && ready.length > 0 && !stop.signal.aborted) {
      const id = ready.shift() ?? '';
      if (busy.has(id)) continue;
      busy.add(id);
      const work = attempt(id).finally(() => {
        busy.delete(id);
        inFlight.delete(work);
        pump();
      });
      inFlight.add(work);
    }
  }

  async function attempt(id: string): Promise<void> {
    const delivery = tables.delivery.get(id);
    if (delivery?.state !== 'pending') return;
    const endpoint = tables.webhook_endpoint.get(delivery.endpointId);
    const event = tables.event.get(delivery.eventId);
    if (!endpoint || !event || endpoint.endpoint.status === 'disabled') {
      save({ ...delivery, state: 'abandoned' });
      return;
    }
    if (faults.takeLostWebhook()) {
      save({ ...delivery, state: 'lost' });
      return;
    }
    const copies = faults.current().duplicateWebhooks ?? 1;
    const current = currentEvent(event, tables);
    const answers = await Promise.all(
      Array.from({ length: copies }, () =>
        sendWebhook(current, endpoint, { nowMs: nowMs(), stopped: stop.signal }),
      ),
    );
    if (!stop.signal.aborted) record(tables.delivery.get(id) ?? delivery, answers);
  }

  function record(delivery: Delivery, answers: Answer[]): void {
    const at = new Date(nowMs()).toISOString();
    const attempts = [...delivery.attempts, ...answers.map((answer) => ({ at, ...answer }))].slice(
      -maxKeptAttempts,
    );
    const attempted = { ...delivery, attempts, attemptCount: delivery.attemptCount + 1 };
    if (answers.some(({ status }) => status !== null && status >= 200 && status < 300)) {
      save({ ...attempted, state: 'delivered' });
      return;
    }
    const waitMs = retryDelay(attempted.attemptCount);
    if (waitMs === null) {
      save({ ...attempted, state: 'abandoned' });
      return;
    }
    const next = { ...attempted, nextAttemptAt: nowMs() + waitMs };
    save(next);
    schedule(next);
  }

  function save(delivery: Delivery): void {
    ledger.put([deliveryRow(delivery)]);
  }

  /** The reorder fault: what came in during the window leaves newest first, each after the other's answer. */
  function gather(deliveries: Delivery[], windowMs: number): void {
    if (gathered.length === 0)
      timers.set(
        'gathered',
        setTimeout(() => track(releaseGathered()), windowMs),
      );
    gathered.push(...deliveries);
  }

  async function releaseGathered(): Promise<void> {
    timers.delete('gathered');
    const batch = gathered.toReversed();
    gathered = [];
    for (const { id } of batch) await attempt(id);
  }

  function track(work: Promise<void>): void {
    const tracked = work.finally(() => inFlight.delete(tracked));
    inFlight.add(tracked);
  }

  function send(deliveries: Delivery[]): void {
    if (deliveries.length === 0 || stop.signal.aborted) return;
    const { delayWebhooksMs } = faults.current();
    const windowMs = reorderWindow(faults.current());
    if (delayWebhooksMs) {
      const delayed = deliveries.map((each) => ({ ...each, nextAttemptAt: nowMs() + delayWebhooksMs }));
      ledger.put(delayed.map(deliveryRow));
      for (const delivery of delayed) schedule(delivery);
    } else if (windowMs > 0) gather(deliveries, windowMs);
    else for (const delivery of deliveries) schedule(delivery);
  }

  return {
    send,
    redeliver(eventId) {
      const event = eventId === undefined ? undefined : tables.event.get(eventId);
      const chosen = event
        ? deliveriesOf(event, tables, nowMs()).map((fresh) => tables.delivery.get(fresh.id) ?? fresh)
        : [...tables.delivery.values()].filter(({ state }) => state !== 'delivered');
      const again = chosen.map((each): Delivery => ({ ...each, state: 'pending', nextAttemptAt: nowMs() }));
      ledger.put(again.map(deliveryRow));
      for (const delivery of again) schedule(delivery);
      return again.length;
    },
    resume() {
      for (const delivery of tables.delivery.values()) if (delivery.state === 'pending') schedule(delivery);
    },
    async close() {
      stop.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(inFlight);
    },
  };
}
