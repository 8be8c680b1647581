// Payments and their charges. Whoever changes a payment locks it first, so that its attempts are decided one at a time.
import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Charge } from '../domain/charge.ts';
import type { Payment, PaymentFile } from '../domain/payment.ts';

type PaymentRow = Omit<Payment, 'orderId'> & { _id: string; revision: number };
type ChargeRow = Omit<Charge, 'chargeId'> & { _id: string };

export interface PaymentStore {
  /** Puts an empty payment there unless there is one; outside of any transaction, so that two first attempts meet one row. */
  ensure(payment: Payment): Promise<void>;
  find(orderId: string): Promise<PaymentFile | null>;
  /** Inside a transaction: what is there, and nobody else changes it until the commit. */
  lock(orderId: string): Promise<PaymentFile | null>;
  /** Inside the transaction of the lock. */
  save(payment: Payment, changed: readonly Charge[]): Promise<void>;
  findCharge(chargeId: string): Promise<Charge | null>;
  findPayments(orderIds: string[]): Promise<Payment[]>;
  /** Charges of an order in the order they were made, from after `afterChargeId`. The caller has checked whose order it is. */
  listForOrder(orderId: string, page: { afterChargeId: string | null; limit: number }): Promise<Charge[]>;
}

export function createPaymentStore(connection: Connection): PaymentStore {
  const { payments, charges } = createModels(connection);

  async function withCharges(row: PaymentRow | null): Promise<PaymentFile | null> {
    if (!row) return null;
    const rows = await charges.find({ orderId: row._id }).sort({ _id: 1 }).lean<ChargeRow[]>();
    return { payment: toPayment(row), charges: rows.map(toCharge) };
  }
  return {
    async ensure({ orderId, ...payment }) {
      const fresh = { ...payment, revision: 0 };
      await payments
        .updateOne({ _id: orderId }, { $setOnInsert: fresh }, { upsert: true })
        .catch(ignoreTaken);
    },
    find: async (orderId) => withCharges(await payments.findById(orderId).lean<PaymentRow>()),
    async lock(orderId) {
      return withCharges(
        await payments.findByIdAndUpdate(orderId, { $inc: { revision: 1 } }).lean<PaymentRow>(),
      );
    },
    async save({ orderId, ...payment }, changed) {
      await payments.updateOne({ _id: orderId }, { $set: payment });
      for (const { chargeId, ...charge } of changed) {
        await charges.updateOne({ _id: chargeId }, { $set: charge }, { upsert: true });
      }
    },
    async findCharge(chargeId) {
      const row = await charges.findById(chargeId).lean<ChargeRow>();
      return row && toCharge(row);
    },
    async findPayments(orderIds) {
      const rows = await payments.find({ _id: mongoose.trusted({ $in: orderIds }) }).lean<PaymentRow[]>();
      return rows.map(toPayment);
    },
    async listForOrder(orderId, { afterChargeId, limit }) {
      const after = afterChargeId === null ? {} : { _id: mongoose.trusted({ $gt: afterChargeId }) };
      const rows = await charges
        .find({ orderId, ...after })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<ChargeRow[]>();
      return rows.map(toCharge);
    },
  };
}

function createModels(connection: Connection) {
  const paymentSchema = new Schema<PaymentRow>(
    {
      _id: String,
      eventId: String,
      userId: String,
      provider: String,
      providerId: String,
      starts: Number,
      startedBy: String,
      closed: String,
      revision: Number,
    },
    { collection: 'payments', versionKey: false },
  );
  const chargeSchema = new Schema<ChargeRow>(
    {
      _id: String,
      version: Number,
      orderId: String,
      eventId: String,
      userId: String,
      status: String,
      method: String,
      provider: String,
      providerId: String,
      amountCents: Number,
      currency: String,
      refundedCents: Number,
      refunds: [Object],
      failure: Object,
      attemptId: String,
      createdAt: Date,
    },
    { collection: 'charges', versionKey: false },
  );
  chargeSchema.index({ orderId: 1, _id: 1 });
  // The lock makes these true; the database keeps them true.
  chargeSchema.index(
    { orderId: 1 },
    { name: 'one_open_charge', unique: true, partialFilterExpression: { status: 'created' } },
  );
  const told = { attemptId: { $type: 'string' } };
  chargeSchema.index(
    { attemptId: 1 },
    { name: 'one_charge_a_refusal', unique: true, partialFilterExpression: told },
  );
  return {
    payments: connection.model<PaymentRow>('Payment', paymentSchema),
    charges: connection.model<ChargeRow>('Charge', chargeSchema),
  };
}

function toPayment({ _id, revision: _revision, ...payment }: PaymentRow): Payment {
  return { orderId: _id, ...payment };
}

function toCharge({ _id, ...charge }: ChargeRow): Charge {
  return { chargeId: _id, ...charge };
}

function ignoreTaken(error: { code?: number }): void {
  if (error.code !== 11_000) throw error;
}
