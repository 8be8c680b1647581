// What money means for an order: it started, arrived, failed or went back.
import type { ChargeState } from '@turnout/common/messages';
import { countPromoUse, sell, sellFromFree } from './inventory.ts';
import { cancel, end, expire, settleOffer } from './ledger-ends.ts';
import { must, orderOf, put, putIfAny } from './ledger-state.ts';
import type { Ledger, Step } from './ledger-state.ts';
import * as orders from './order.ts';
import type { Order } from './order.ts';

export function applyCharge(ledger: Ledger, charge: ChargeState, now: Date): Step {
  const order = orderOf(ledger, charge.orderId);
  const settled = orders.settleRefunds(order, charge);
  const step = settled ? put(ledger, settled) : { ledger, order };
  if (charge.status === 'created') return putIfAny(step, orders.startPayment(step.order ?? order, charge));
  if (charge.status === 'completed' || charge.status === 'refunded')
    return pay(step.ledger, step.order ?? order, charge);
  const failed = orders.failAttempt(step.order ?? order, charge);
  if (failed?.status === 'cancelled') return end(step.ledger, failed);
  const open = putIfAny(step, failed);
  // Nothing can be paid any more, and the time for another attempt is over.
  return failed ? expire(open.ledger, failed, now) : open;
}

/** Money arrived: it pays this order, or all of it goes back. Exactly one of the two, however often this is heard. */
function pay(ledger: Ledger, order: Order, charge: ChargeState): Step {
  if (order.chargeId === charge.chargeId) return { ledger, order };
  const known = order.refunds.some((refund) => refund.chargeId === charge.chargeId);
  if (known) return { ledger, order };
  const { chargeId } = charge;
  if (order.chargeId !== null)
    return putIfAny({ ledger, order }, orders.giveBack(order, charge, 'paid-twice'));
  if (!orders.isExactly(charge, order)) return wrongAmount(ledger, order, charge);
  const wanted = orders.quantitiesOf(order);
  if (orders.isOpen(order)) {
    const sold = { ...ledger, inventory: must(sell(ledger.inventory, wanted)) };
    return put(settleOffer(sold, order.orderId, 'accepted'), orders.moveTo(order, 'paid', { chargeId }));
  }
  const retaken = ledger.inventory.closed ? undefined : sellFromFree(ledger.inventory, wanted);
  if (!retaken) return putIfAny({ ledger, order }, orders.giveBack(order, charge, 'paid-too-late'));
  const inventory = countPromoUse(retaken, order.promoCodeId, 1);
  return put({ ...ledger, inventory }, orders.moveTo(order, 'paid', { chargeId, cancelReason: null }));
}

/** The provider took another amount than the order's: the money goes back, and an order still open ends with it. */
function wrongAmount(ledger: Ledger, order: Order, charge: ChargeState): Step {
  const step = orders.isOpen(order) ? cancel(ledger, order, 'wrong-amount') : { ledger, order };
  return putIfAny(step, orders.giveBack(step.order ?? order, charge, 'wrong-amount'));
}
