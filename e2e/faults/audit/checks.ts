// The promises as checks: each answers what does not hold, as sentences. All are pure functions of what was read.
import type { Promised } from '../load/ledger.ts';
import { groupBy } from './group-by.ts';
import type { World } from './read-world.ts';
import { givenBackTickets, isSold, ticketCountOf } from './rows.ts';
import type { ChargeRow, OrderRow } from './rows.ts';
import { wrongColumns, wrongSums } from './stock.ts';
import { overdue } from './watch.ts';

export interface Known {
  acknowledged: ReadonlyMap<string, Promised>;
  /** Recognizes dead letters that the run itself made. */
  isPlantedLetter(payload: string): boolean;
  maxTicketsPerCustomer: number | null;
}

type Check = (world: World, known: Known) => string[];

const stockAddsUp: Check = ({ inventories, orders }) =>
  inventories.flatMap((inventory) => {
    const own = orders.filter((order) => order.eventId === inventory._id);
    return [...wrongColumns(inventory), ...wrongSums(inventory, own)];
  });

const ordersEnd: Check = ({ orders, now }, { acknowledged }) => {
  const byId = new Map(orders.map((order) => [order._id, order]));
  const lost = [...acknowledged.keys()]
    .filter((id) => !byId.has(id))
    .map((id) => `order ${id} was acknowledged and is gone`);
  const changed = [...acknowledged.values()].flatMap((promised) => {
    const order = byId.get(promised.id);
    return order && order.totalCents !== promised.totalCents ? [`order ${order._id} changed its price`] : [];
  });
  const late = overdue(orders, now).map(
    (order) => `order ${order._id} is ${order.status}, its time was up at ${order.expiresAt}`,
  );
  const stuck = orders
    .filter(({ status }) => status === 'paid')
    .map(({ _id }) => `order ${_id} is paid and has no tickets yet`);
  const asked = orders.flatMap((order) =>
    order.refunds
      .filter(({ status }) => status === 'requested')
      .map(({ refundId }) => `refund ${refundId} of order ${order._id} is not done`),
  );
  return [...lost, ...changed, ...late, ...stuck, ...asked];
};

const customersKeepTheirLimits: Check = ({ orders }, { maxTicketsPerCustomer }) => {
  if (maxTicketsPerCustomer === null) return [];
  const had = new Map<string, number>();
  const open = new Map<string, number>();
  for (const order of orders) {
    const key = `${order.userId} at ${order.eventId}`;
    const isLive = order.status === 'draft' || order.status === 'pending_payment';
    if (isLive) open.set(key, (open.get(key) ?? 0) + 1);
    // Money that came late is honoured whatever was bought since; only orders in time count here.
    if (isLive || order.status === 'paid' || order.status === 'completed')
      had.set(key, (had.get(key) ?? 0) + ticketCountOf(order) - givenBackTickets(order).size);
  }
  return [
    ...[...had]
      .filter(([, count]) => count > maxTicketsPerCustomer)
      .map(([key, count]) => `${key} has ${count} tickets`),
    ...[...open].filter(([, count]) => count > 1).map(([key, count]) => `${key} has ${count} open orders`),
  ];
};

const moneyIsAccountedFor: Check = ({ orders, charges, provider }) => {
  const byId = new Map(orders.map((order) => [order._id, order]));
  const found: string[] = [];
  const kept = new Map<string, number>();
  for (const intent of provider.paymentIntents) {
    if (intent.amount_received === 0) continue;
    const orderId = intent.metadata.orderId ?? '';
    const order = byId.get(orderId);
    const back = provider.refunds
      .filter(
        (refund) =>
          refund.payment_intent === intent.id && refund.status !== 'failed' && refund.status !== 'canceled',
      )
      .reduce((sum, refund) => sum + refund.amount, 0);
    if (back < intent.amount_received) kept.set(orderId, (kept.get(orderId) ?? 0) + 1);
    found.push(...judgeCapture({ intent, order, back, charges }));
  }
  for (const [orderId, count] of kept) if (count > 1) found.push(`order ${orderId} was paid ${count} times`);
  return found;
};

/** Money that was taken has bought this order, and went back as far as the order says; or all of it went back. */
function judgeCapture(given: {
  intent: World['provider']['paymentIntents'][number];
  order: OrderRow | undefined;
  back: number;
  charges: ChargeRow[];
}): string[] {
  const { intent, order, back, charges } = given;
  const captured = intent.amount_received;
  const name = `payment ${intent.id} of order ${intent.metadata.orderId}`;
  const charge = charges.find(
    ({ providerId, status }) => providerId === intent.id && (status === 'completed' || status === 'refunded'),
  );
  if (!charge) return [`${name}: ${captured} was taken, payments does not know`];
  const found: string[] = [];
  if (charge.amountCents !== captured)
    found.push(`${name}: took ${captured}, payments says ${charge.amountCents}`);
  if (charge.refundedCents !== back)
    found.push(`${name}: gave ${back} back, payments says ${charge.refundedCents}`);
  if (!order || !isSold(order) || order.chargeId !== charge._id) {
    if (back !== captured)
      found.push(
        `${name}: ${captured} was taken for an order that is ${order?.status ?? 'unknown'}, ${back} went back`,
      );
    return found;
  }
  if (captured !== order.totalCents)
    found.push(`${name}: took ${captured}, the order costs ${order.totalCents}`);
  const owed = order.refunds
    .filter(({ chargeId }) => chargeId === charge._id)
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  if (owed !== back) found.push(`${name}: the order gives ${owed} back, the provider gave ${back}`);
  return found;
}

const ticketsFollowOrders: Check = ({ orders, tickets, charges, provider }) => {
  const found: string[] = [];
  const byOrder = groupBy(tickets, (ticket) => ticket.orderId);
  const captured = new Set(
    provider.paymentIntents.filter((intent) => intent.amount_received > 0).map((intent) => intent.id),
  );
  for (const order of orders) {
    const own = byOrder.get(order._id) ?? [];
    byOrder.delete(order._id);
    if (!isSold(order)) {
      if (own.length > 0) found.push(`order ${order._id} is ${order.status} and has ${own.length} tickets`);
      continue;
    }
    const charge = charges.find(({ _id }) => _id === order.chargeId);
    const isPaid = order.totalCents === 0 || (charge !== undefined && captured.has(charge.providerId));
    if (!isPaid) found.push(`order ${order._id} is ${order.status} and nothing was captured`);
    const valid = own.filter(({ status }) => status === 'active' || status === 'used').length;
    const due =
      ticketCountOf(order) -
      (order.status === 'refunded' ? ticketCountOf(order) : givenBackTickets(order).size);
    const ordinals = new Set(own.map(({ ordinal }) => ordinal));
    if (own.length !== ticketCountOf(order) || ordinals.size !== own.length || valid !== due)
      found.push(
        `order ${order._id} (${order.status}) is due ${due} of ${ticketCountOf(order)} tickets; has ${valid} of ${own.length}`,
      );
  }
  for (const [orderId, own] of byOrder)
    found.push(`${own.length} tickets of order ${orderId}, which does not exist`);
  return found;
};

const admittedOnce: Check = ({ checkIns }) => {
  const passed = checkIns.filter(
    (scan) => scan.verdict === 'admitted' && scan.direction === 'in' && !scan.undoneAt,
  );
  return [...groupBy(passed, (scan) => scan.ticketId)]
    .filter(([, scans]) => scans.length > 1)
    .map(([ticketId, scans]) => `ticket ${ticketId} was admitted ${scans.length} times`);
};

const copiesAreEqual: Check = ({ copies }) =>
  copies.flatMap(({ what, owner, copy }) => {
    const behind = [...owner].filter(([id, version]) => copy.get(id) !== version);
    const unknown = [...copy.keys()].filter((id) => !owner.has(id));
    const [first] = behind;
    return [
      ...(first
        ? [`${what}: ${behind.length} differ, such as ${first[0]} v${first[1]}, there v${copy.get(first[0])}`]
        : []),
      ...(unknown[0]
        ? [`${what}: ${unknown.length} do not exist at their owner, such as ${unknown[0]}`]
        : []),
    ];
  });

const nothingIsLeftOver: Check = (
  { outboxes, openTasks, waitingMails, deadLetters },
  { isPlantedLetter },
) => [
  ...Object.entries(outboxes)
    .filter(([, count]) => count > 0)
    .map(([service, count]) => `${count} messages wait in the outbox of ${service}`),
  ...openTasks.map((task) => `payments still has to do ${task}`),
  ...(waitingMails > 0 ? [`${waitingMails} mails are not sent`] : []),
  ...deadLetters
    .filter(({ payload }) => !isPlantedLetter(payload))
    .map(({ subject, reason }) => `dead letter ${subject}: ${reason}`),
];

/**
 * A mail may be sent twice where a crash fell between sending and noting it, then under the same Message-ID. An order that was
 * given back before its confirmation was ready needs none.
 */
const oneConfirmationEach: Check = ({ orders, mails }) => {
  const ofStatus = (status: string) =>
    groupBy(
      orders.filter((order) => order.status === status),
      (order) => order.userId,
    );
  const completed = ofStatus('completed');
  const refunded = ofStatus('refunded');
  const confirmations = mails.filter(({ subject }) => subject.startsWith('Your tickets for'));
  const sent = groupBy(confirmations, ({ to }) => to.split('@')[0] ?? '');
  return [...new Set([...completed.keys(), ...sent.keys()])].flatMap((userId) => {
    const least = completed.get(userId)?.length ?? 0;
    const most = least + (refunded.get(userId)?.length ?? 0);
    const got = new Set(sent.get(userId)?.map(({ messageId }) => messageId)).size;
    return got >= least && got <= most
      ? []
      : [`${userId} has ${least} completed orders and got ${got} confirmations`];
  });
};

export const checks: Check[] = [
  stockAddsUp,
  ordersEnd,
  customersKeepTheirLimits,
  moneyIsAccountedFor,
  ticketsFollowOrders,
  admittedOnce,
  copiesAreEqual,
  nothingIsLeftOver,
  oneConfirmationEach,
];
