// Messages that come twice, late, out of order, or are poison.
import type { KeptMessage } from '../stack/broker.ts';
import type { Cell, Stage } from './cell.ts';

/** Every message of the run so far once more, without an id by which the broker could tell, in any order. */
async function repeatAll({ stack, since, random, note }: Stage): Promise<void> {
  const told = new Map<string, KeptMessage>();
  for (const message of await stack.broker.readSince(since)) {
    const { messageId } = JSON.parse(Buffer.from(message.payload).toString()) as { messageId: string };
    told.set(messageId, message);
  }
  note(`${told.size} messages are told again in another order`);
  const waiting = random.shuffle([...told.values()]);
  while (waiting.length > 0)
    await Promise.all(
      waiting.splice(0, 100).map(({ subject, payload }) => stack.broker.put({ subject, payload })),
    );
}

const subjects = {
  auth: ['UserCreated'],
  events: ['EventUpdated'],
  tickets: ['TicketTypeUpdated', 'TicketUpdated', 'PromoCodeUpdated'],
  orders: ['OrderPaid', 'OrderUpdated', 'InventoryUpdated'],
  expiration: ['ExpirationDue'],
  payments: ['ChargeCreated', 'ChargeRefunded'],
  scanner: ['CheckInRecorded'],
};

/** Bytes that are no message, an envelope whose data cannot be, and data that fits its shape but nothing we know. */
async function poison({ stack, at, note, expectLetter, random }: Stage): Promise<void> {
  const mark = `poison-${Math.floor(random.next() * 1e12)}`;
  expectLetter(mark);
  await at(4_000);
  note('poison on every stream');
  for (const [publisher, types] of Object.entries(subjects)) {
    for (const type of types) {
      const put = (payload: Uint8Array) =>
        stack.broker.put({ subject: `turnout.${publisher}.${type}`, payload });
      await put(Buffer.concat([Buffer.from([0xff, 0xfe, 0x00]), Buffer.from(mark)]));
      const envelope = {
        messageId: `${mark}-${type}`,
        type,
        aggregateId: mark,
        version: 1,
        occurredAt: new Date().toISOString(),
        traceparent: '',
      };
      await put(Buffer.from(JSON.stringify({ ...envelope, data: { orderId: -1, quantity: -5 } })));
    }
  }
  const strange = strangeCharge(mark);
  await stack.broker.put({
    subject: 'turnout.payments.ChargeCreated',
    payload: Buffer.from(JSON.stringify(strange)),
  });
  await at(14_000);
}

/** Money for an order that nobody has. */
function strangeCharge(mark: string): object {
  const data = {
    chargeId: mark,
    version: 1,
    orderId: mark,
    eventId: mark,
    userId: mark,
    status: 'completed',
    method: 'card',
    provider: 'stripe',
    providerId: mark,
    amountCents: 1,
    currency: 'EUR',
    refundedCents: 0,
    refunds: [],
    failure: null,
  };
  const envelope = { messageId: mark, type: 'ChargeCreated', aggregateId: mark, version: 1, traceparent: '' };
  return { ...envelope, occurredAt: new Date().toISOString(), data };
}

export const messageCells: Cell[] = [
  {
    name: 'doubled',
    title: 'every message told again, twice, in another order',
    async during(stage) {
      await stage.at(9_000);
      await repeatAll(stage);
      await stage.at(20_000);
      await repeatAll(stage);
    },
  },
  { name: 'poison', title: 'undecodable bytes and impossible data on every stream', during: poison },
];
