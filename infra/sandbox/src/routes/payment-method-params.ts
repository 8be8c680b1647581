/** The card in a call: a test token, a method used before, or a typed card. */
import type { Context } from '../domain/change.ts';
import type { StoredPaymentMethod } from '../domain/objects.ts';
import { methodFromCard, methodFromToken } from '../domain/payment-method.ts';
import { anything, integer, object, oneOf, required, text, type Read } from '../http/form.ts';
import type { TableMaps } from '../store/tables.ts';

export const methodReaders = {
  payment_method: text(200),
  payment_method_data: object({
    type: oneOf('card'),
    card: object({ number: text(40), exp_month: integer, exp_year: integer, cvc: text(10) }),
    billing_details: object({
      address: object({
        city: text(),
        country: text(),
        line1: text(),
        line2: text(),
        postal_code: text(),
        state: text(),
      }),
      email: text(),
      name: text(),
      phone: text(),
    }),
    allow_redisplay: anything,
  }),
};

/** Undefined when the call names no card. */
export function methodOf(
  params: Read<typeof methodReaders>,
  tables: TableMaps,
  context: Context,
): StoredPaymentMethod | undefined {
  const { payment_method: id, payment_method_data: data } = params;
  if (id !== undefined) return tables.payment_method.get(id) ?? methodFromToken(id, context);
  if (!data) return undefined;
  required(data.type, 'payment_method_data[type]');
  const card = required(data.card, 'payment_method_data[card]');
  const { cvc } = card;
  return methodFromCard(
    {
      number: required(card.number, 'payment_method_data[card][number]'),
      exp_month: required(card.exp_month, 'payment_method_data[card][exp_month]'),
      exp_year: required(card.exp_year, 'payment_method_data[card][exp_year]'),
      ...(cvc !== undefined && { cvc }),
    },
    data.billing_details ?? {},
    context,
  );
}
