// One buyer from the first click to the gate, as the plan says; whatever fails on the way is followed up.
import { setTimeout as pause } from 'node:timers/promises';
import type { Answered, Outcome, Request } from './ask.ts';
import type { Ledger, PlacedOrder } from './ledger.ts';
import type { Plan } from './plan.ts';
import type { Shop } from './shop.ts';
import { hexId } from './shop.ts';

interface Trip {
  shop: Shop;
  plan: Plan;
  ledger: Ledger;
}

const soldOutPauseMs = 2_500;
const ticketWaitMs = 15_000;
/** The deadline of a whole trip's waiting for others (payments, tickets): after it the auditor alone judges. */
const heardWithinMs = 20_000;

export async function buy(trip: Trip): Promise<void> {
  const order = await place(trip);
  if (!order) return;
  const { plan } = trip;
  if (plan.end === 'abandon') return;
  await pause(plan.thinkMs);
  if (plan.end === 'cancel')
    return void (await request(trip, { method: 'DELETE', path: `/api/orders/${order.id}` }));
  if (!(await pay(trip, order))) return;
  if (plan.after === 'nothing') return;
  const tickets = await awaitTickets(trip, order);
  if (tickets.length === 0) return;
  if (plan.after === 'scan') await Promise.all(tickets.map((ticket) => scanEverywhere(trip, ticket)));
  else await refund(trip, { order, tickets });
}

/** Also tries again when it was sold out: others' holds run out. */
async function place(trip: Trip): Promise<PlacedOrder | undefined> {
  const { shop, plan, ledger } = trip;
  let promoCode = plan.usesPromoCode ? shop.promoCode : null;
  for (let tries = 0; tries < plan.patience; tries += 1) {
    const body = { eventId: shop.eventId, items: plan.items, ...(promoCode ? { promoCode } : {}) };
    const send = { method: 'POST' as const, path: '/api/orders', body, idempotencyKey: hexId() };
    const answers = await Promise.all(
      Array.from({ length: plan.clicks }, () => request<PlacedOrder>(trip, send)),
    );
    const ids = new Set(answers.flatMap((answer) => (answer.kind === 'ok' ? [answer.body.id] : [])));
    if (ids.size > 1) ledger.violation(`one Idempotency-Key made ${ids.size} orders: ${[...ids].join(', ')}`);
    const placed = answers.find((answer) => answer.kind === 'ok');
    if (placed?.kind === 'ok') {
      ledger.acknowledge(placed.body, plan.buyer.userId);
      return placed.body;
    }
    const code = answers.find((answer) => answer.kind === 'refused')?.code;
    if (code === 'promo-code-invalid') promoCode = null;
    else if (code !== 'sold-out') return undefined;
    else await pause(soldOutPauseMs);
  }
  return undefined;
}

/** True when the provider took the money in the end. */
async function pay(trip: Trip, order: PlacedOrder): Promise<boolean> {
  const { plan, shop } = trip;
  const method = order.totalCents === 0 ? 'free' : 'card';
  const start = { method: 'POST' as const, path: '/api/payments', body: { orderId: order.id, method } };
  const started = await request<{ providerId: string; clientSecret?: string }>(trip, {
    ...start,
    idempotencyKey: hexId(),
  });
  if (started.kind !== 'ok') return false;
  const { providerId, clientSecret } = started.body;
  if (!clientSecret) return method === 'free';
  if (plan.end === 'pay-late')
    await pause(Math.max(0, Date.parse(order.expiresAt) + plan.lateByMs - Date.now()));
  const confirm = (card: string) =>
    shop.asking.untilKnown<{ status: string }>({
      who: plan.buyer.userId,
      method: 'POST',
      url: `${shop.stack.sandboxUrl}/v1/payment_intents/${providerId}/confirm`,
      body: new URLSearchParams({ payment_method: card, client_secret: clientSecret }),
    });
  if (plan.end === 'decline-first') {
    await confirm('pm_card_chargeDeclined');
    await pause(plan.thinkMs);
  }
  const confirmed = await confirm('pm_card_visa');
  return confirmed.kind === 'ok' && confirmed.body.status === 'succeeded';
}

interface ShownTicket {
  id: string;
  code: string;
  ordinal: number;
  status: string;
  ticketTypeId: string;
}

async function awaitTickets(trip: Trip, order: PlacedOrder): Promise<ShownTicket[]> {
  const { shop } = trip;
  const count = order.items.reduce((sum, { ticketTypeId, quantity }) => {
    return sum + quantity * (shop.types.find((type) => type.ticketTypeId === ticketTypeId)?.admits ?? 1);
  }, 0);
  const deadline = Date.now() + Math.min(ticketWaitMs, heardWithinMs);
  while (Date.now() < deadline) {
    const path = `/api/tickets?orderId=${order.id}`;
    const shown = await once<{ items: ShownTicket[] }>(trip, { method: 'GET', path });
    if (shown.kind === 'ok' && shown.body.items.length === count) return shown.body.items;
    await pause(700);
  }
  return [];
}

/** Two gates at the same moment; each scan has its own id. */
async function scanEverywhere({ shop, plan, ledger }: Trip, ticket: ShownTicket): Promise<void> {
  const verdicts = await Promise.all(
    shop.doors.map(({ token, gate }) =>
      shop.asking.untilKnown<{ verdict: string }>({
        who: `${plan.buyer.userId}@${gate}`,
        method: 'POST',
        url: `${shop.stack.url}/api/scanner/scans`,
        token,
        body: { scanId: hexId(), code: ticket.code, scannedAt: new Date().toISOString() },
      }),
    ),
  );
  const admitted = verdicts.filter(
    (verdict) => verdict.kind === 'ok' && verdict.body.verdict === 'admitted',
  ).length;
  if (admitted > 1) ledger.violation(`ticket ${ticket.id} was admitted at ${admitted} gates`);
}

/** The promoter gives back all, or one unit; the order must have been completed for that. */
async function refund(
  trip: Trip,
  { order, tickets }: { order: PlacedOrder; tickets: ShownTicket[] },
): Promise<void> {
  const { shop, plan } = trip;
  const [first] = tickets;
  const admits = shop.types.find((type) => type.ticketTypeId === first?.ticketTypeId)?.admits ?? 1;
  const some = tickets.filter(({ ordinal }) => ordinal < admits).map(({ id }) => id);
  const body = plan.refundsAll ? {} : { ticketIds: some };
  for (let tries = 0; tries < 5; tries += 1) {
    const send = {
      method: 'POST' as const,
      path: `/api/orders/${order.id}/refund`,
      body,
      idempotencyKey: hexId(),
    };
    const answer = await request(trip, send, shop.promoter.token);
    if (answer.kind !== 'refused' || answer.code !== 'order-not-refundable') return;
    await pause(1_000);
  }
}

type ApiRequest = Omit<Request, 'who' | 'url' | 'token'> & { path: string };

function complete({ shop, plan }: Trip, { path, ...rest }: ApiRequest, token = plan.buyer.token): Request {
  return { ...rest, who: plan.buyer.userId, url: `${shop.stack.url}${path}`, token };
}
const once = <T>(trip: Trip, wish: ApiRequest): Promise<Outcome<T>> =>
  trip.shop.asking.once<T>(complete(trip, wish));
async function request<T>(
  trip: Trip,
  wish: ApiRequest,
  token?: string,
): Promise<Answered<T> | { kind: 'unknown' }> {
  return trip.shop.asking.untilKnown<T>(complete(trip, wish, token));
}
