// Everything the checks look at, read once from every database, the provider and the broker.
import type { Db } from 'mongodb';
import type { Stack } from '../stack/stack.ts';
import { databaseName } from '../stack/stack.ts';
import type { ChargeRow, CheckInRow, InventoryRow, OrderRow, ProviderLedger, TicketRow } from './rows.ts';

export interface Version {
  _id: string;
  version: number;
}

export interface World {
  /** The database's clock when the reading began. */
  now: Date;
  orders: OrderRow[];
  inventories: InventoryRow[];
  tickets: TicketRow[];
  charges: ChargeRow[];
  checkIns: CheckInRow[];
  provider: ProviderLedger;
  mails: Stack['mails']['mails'];
  /** Mails not sent yet. */
  waitingMails: number;
  /** Rows by service. */
  outboxes: Record<string, number>;
  /** Refunds and stops that payments has not done yet. */
  openTasks: string[];
  deadLetters: { subject: string; reason: string; payload: string }[];
  copies: Copies[];
}

/** One kind of state at its owner and at one that keeps a copy. */
export interface Copies {
  what: string;
  owner: Map<string, number>;
  copy: Map<string, number>;
}

const withOutbox = ['auth', 'events', 'tickets', 'orders', 'payments', 'scanner'];

export async function readWorld(stack: Stack): Promise<World> {
  const db = (service: string): Db => stack.mongo.db(databaseName(service));
  const hello = await db('orders').command({ hello: 1 });
  const all = <T extends object>(service: string, name: string) =>
    db(service).collection(name).find().toArray() as Promise<T[]>;
  const [orders, inventories, tickets, charges, checkIns] = await Promise.all([
    all<OrderRow>('orders', 'orders'),
    all<InventoryRow>('orders', 'inventories'),
    all<TicketRow>('tickets', 'tickets'),
    all<ChargeRow>('payments', 'charges'),
    all<CheckInRow>('scanner', 'check_ins'),
  ]);
  const outboxes = await Promise.all(
    withOutbox.map(
      async (service) => [service, await db(service).collection('outbox').countDocuments()] as const,
    ),
  );
  const tasks = await db('payments')
    .collection<{ _id: string; tries: number; lastError: string | null }>('tasks')
    .find({ kind: { $in: ['refund', 'stop'] } })
    .toArray();
  const answer = await fetch(`${stack.sandboxUrl}/_sandbox/ledger`, { signal: AbortSignal.timeout(10_000) });
  return {
    now: hello['localTime'] as Date,
    orders,
    inventories,
    tickets,
    charges,
    checkIns,
    provider: (await answer.json()) as ProviderLedger,
    mails: stack.mails.mails,
    waitingMails: await db('notifications')
      .collection('mails')
      .countDocuments({ state: { $ne: 'sent' } }),
    outboxes: Object.fromEntries(outboxes),
    openTasks: tasks.map(
      ({ _id, tries, lastError }) => `${_id} (${tries} tries, ${lastError ?? 'no error'})`,
    ),
    deadLetters: await stack.broker.deadLetters(),
    copies: await readCopies(db),
  };
}

async function readCopies(db: (service: string) => Db): Promise<Copies[]> {
  const versions = async (
    service: string,
    name: string,
    filter: object = {},
  ): Promise<Map<string, number>> => {
    const rows = await db(service)
      .collection<Version>(name)
      .find(filter, { projection: { version: 1 } })
      .toArray();
    return new Map(rows.map((row) => [row._id, row.version]));
  };
  const compare = async (owner: [string, string, object?], copy: [string, string]): Promise<Copies> => ({
    what: `${owner[1]} of ${owner[0]} at ${copy[0]}`,
    owner: await versions(...owner),
    copy: await versions(...copy),
  });
  const admitted = { verdict: 'admitted' };
  // tickets follows an order once it can have tickets.
  const decided = { status: { $nin: ['draft', 'pending_payment', 'expired'] } };
  const pairs: [[string, string, object?], [string, string]][] = [
    [
      ['orders', 'orders'],
      ['payments', 'orders'],
    ],
    [
      ['orders', 'orders'],
      ['notifications', 'orders'],
    ],
    [
      ['orders', 'orders', decided],
      ['tickets', 'orders'],
    ],
    [
      ['orders', 'inventories'],
      ['tickets', 'inventories'],
    ],
    [
      ['tickets', 'tickets'],
      ['orders', 'tickets'],
    ],
    [
      ['tickets', 'tickets'],
      ['scanner', 'tickets'],
    ],
    [
      ['tickets', 'tickets'],
      ['notifications', 'tickets'],
    ],
    [
      ['tickets', 'ticket_types'],
      ['orders', 'ticket_types'],
    ],
    [
      ['tickets', 'promo_codes'],
      ['orders', 'promo_codes'],
    ],
    [
      ['events', 'events'],
      ['orders', 'events'],
    ],
    [
      ['events', 'events'],
      ['tickets', 'events'],
    ],
    [
      ['events', 'events'],
      ['scanner', 'events'],
    ],
    [
      ['events', 'events'],
      ['notifications', 'events'],
    ],
    [
      ['scanner', 'check_ins', admitted],
      ['orders', 'check_ins'],
    ],
    [
      ['scanner', 'check_ins', admitted],
      ['tickets', 'check_ins'],
    ],
  ];
  return Promise.all(pairs.map(([owner, copy]) => compare(owner, copy)));
}
