// What any card provider behind the gateway port must do. The sandbox passes all of it, as Stripe does with test keys.
import { newId } from '@turnout/common/runtime';
import type { Stripe } from 'stripe';
import type { Gateway, Intent, StartIntent } from '../src/domain/ports.ts';

export interface Provider {
  gateway: Gateway;
  /** For what browsers do, and what operators do by hand. */
  stripe: Stripe;
  close(): Promise<void>;
}

export const wanted = (over: Partial<StartIntent> = {}): StartIntent => {
  const orderId = newId();
  return {
    orderId,
    eventId: newId(),
    chargeId: newId(),
    amountCents: 5_000,
    currency: 'EUR',
    key: `order:${orderId}`,
    ...over,
  };
};

/** Declares the suite; `open` is called once. */
export function gatewayContract(name: string, open: () => Promise<Provider>): void {
  describe(`The gateway on ${name}`, () => {
    let provider: Provider;
    let gateway: Gateway;
    beforeAll(async () => {
      provider = await open();
      ({ gateway } = provider);
    });
    afterAll(() => provider.close());

    const confirm = (intent: Intent, card: string) =>
      provider.stripe.paymentIntents
        .confirm(intent.intentId, { payment_method: card })
        .catch((error: Error) => error);
    const paid = async (): Promise<Intent> => {
      const intent = await gateway.start(wanted());
      await confirm(intent, 'pm_card_visa');
      return gateway.retrieve(intent.intentId);
    };
    const refusedAs = (kind: string) => expect.objectContaining({ name: 'GatewayError', kind });

    test('A start gives an open intent that is ours', async () => {
      const request = wanted();
      expect(await gateway.start(request)).toEqual({
        intentId: expect.any(String),
        status: 'open',
        clientSecret: expect.any(String),
        capturedCents: 0,
        currency: 'EUR',
        orderId: request.orderId,
        decline: null,
      });
    });

    test('The same start twice, or ten times at once, is one intent', async () => {
      const request = wanted();
      const tries = Array.from({ length: 10 }, () => gateway.start(request));
      const settled = await Promise.allSettled(tries);
      const later = await gateway.start(request);
      for (const each of settled) {
        if (each.status === 'fulfilled') expect(each.value.intentId).toBe(later.intentId);
        else expect(each.reason).toEqual(refusedAs('unavailable'));
      }
    });

    test('The same key for another amount is refused', async () => {
      const request = wanted();
      await gateway.start(request);
      await expect(gateway.start({ ...request, amountCents: 1 })).rejects.toEqual(refusedAs('refused'));
    });

    test('An amount that cannot be charged is refused', async () => {
      await expect(gateway.start(wanted({ amountCents: 1 }))).rejects.toEqual(refusedAs('refused'));
    });

    test('A paid intent says what was captured', async () => {
      expect(await paid()).toMatchObject({
        status: 'succeeded',
        capturedCents: 5_000,
        currency: 'EUR',
        decline: null,
      });
    });

    test('A refused attempt is named, explained, and leaves the intent open', async () => {
      const intent = await gateway.start(wanted());
      await confirm(intent, 'pm_card_visa_chargeDeclinedInsufficientFunds');
      const seen = await gateway.retrieve(intent.intentId);
      expect(seen).toMatchObject({
        status: 'open',
        decline: { code: 'insufficient_funds', message: expect.any(String) },
      });
      expect((await gateway.retrieve(intent.intentId)).decline).toEqual(seen.decline);
      await confirm(intent, 'pm_card_visa_chargeDeclined');
      const next = await gateway.retrieve(intent.intentId);
      expect(next.decline?.attemptId).not.toBe(seen.decline?.attemptId);
      await confirm(intent, 'pm_card_visa');
      expect(await gateway.retrieve(intent.intentId)).toMatchObject({ status: 'succeeded', decline: null });
    });

    test('A canceled intent cannot be paid, nor canceled again', async () => {
      const { intentId } = await gateway.start(wanted());
      expect(await gateway.cancel(intentId)).toMatchObject({ intentId, status: 'canceled' });
      await expect(gateway.cancel(intentId)).rejects.toEqual(refusedAs('already-canceled'));
    });

    test('A paid intent cannot be canceled', async () => {
      const { intentId } = await paid();
      await expect(gateway.cancel(intentId)).rejects.toEqual(refusedAs('already-succeeded'));
    });

    test('A refund twice is once; more than is left is refused; the list tells which there are', async () => {
      const { intentId } = await paid();
      const refund = { intentId, refundId: newId(), amountCents: 2_000 };
      const made = { refundId: refund.refundId, amountCents: 2_000, stands: true };
      expect(await gateway.refund(refund)).toEqual(made);
      expect(await gateway.refund(refund)).toEqual(made);
      await expect(gateway.refund({ ...refund, refundId: newId(), amountCents: 3_001 })).rejects.toEqual(
        refusedAs('refused'),
      );
      expect(await gateway.listRefunds(intentId)).toEqual([made]);
    });

    test('What is not there is refused', async () => {
      await expect(gateway.retrieve('pi_nothing')).rejects.toEqual(refusedAs('refused'));
      const refund = { intentId: 'pi_nothing', refundId: newId(), amountCents: 1 };
      await expect(gateway.refund(refund)).rejects.toEqual(refusedAs('refused'));
    });

    test('The list has all recent intents', async () => {
      const started = await Promise.all([gateway.start(wanted()), gateway.start(wanted())]);
      const found: string[] = [];
      for await (const page of gateway.listIntents(new Date(Date.now() - 300_000))) {
        found.push(...page.map(({ intentId }) => intentId));
      }
      expect(found).toEqual(expect.arrayContaining(started.map(({ intentId }) => intentId)));
    });
  });
}
