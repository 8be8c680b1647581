// The books of the payment provider's stand-in, and its misbehaviour on request.
import { createClient } from '../api/client.ts';
import { facts } from '../stack/facts.ts';

interface Books {
  paymentIntents: {
    id: string;
    amount: number;
    amount_received: number;
    status: string;
    metadata: Record<string, string>;
  }[];
  charges: {
    id: string;
    payment_intent: string;
    amount: number;
    captured: boolean;
    paid: boolean;
    amount_refunded: number;
  }[];
  refunds: { id: string; payment_intent: string; amount: number; status: string }[];
}

const provider = createClient({}, () => facts().sandboxUrl);

/** What happened to the money of one payment. */
export async function moneyOf(providerId: string) {
  const books = await provider.expect<Books>(200, 'GET', '/_sandbox/ledger');
  const captured = books.charges.filter((charge) => charge.payment_intent === providerId && charge.paid);
  const refunds = books.refunds.filter((refund) => refund.payment_intent === providerId);
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  return {
    captures: captured.length,
    capturedCents: sum(captured.map(({ amount }) => amount)),
    refundedCents: sum(refunds.filter(({ status }) => status === 'succeeded').map(({ amount }) => amount)),
  };
}

/** How many payments there are for an order at the provider, whatever became of them. */
export async function intentsOf(orderId: string): Promise<Books['paymentIntents']> {
  const books = await provider.expect<Books>(200, 'GET', '/_sandbox/ledger');
  return books.paymentIntents.filter(({ metadata }) => Object.values(metadata).includes(orderId));
}

export async function misbehave(faults: Record<string, unknown>): Promise<void> {
  await provider.expect(200, 'POST', '/_sandbox/faults', { body: faults });
}

export async function behave(): Promise<void> {
  await provider.expect(204, 'DELETE', '/_sandbox/faults');
}
