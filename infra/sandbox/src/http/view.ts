/** What is sent of an object: expanded as asked, and to a browser only what concerns the payer. */
import { invalidRequest } from '../domain/stripe-error.ts';
import type { PaymentIntent } from '../domain/objects.ts';
import type { TableMaps } from '../store/tables.ts';
import type { Caller } from './keys.ts';

type Expander = (id: string, tables: TableMaps) => object | undefined;

const expanders: Readonly<Record<string, Expander>> = {
  latest_charge: (id, tables) => tables.charge.get(id),
  charge: (id, tables) => tables.charge.get(id),
  payment_intent: (id, tables) => tables.payment_intent.get(id),
  payment_method: (id, tables) => tables.payment_method.get(id)?.paymentMethod,
};

/** Expandable with Stripe, always null here: no customers, no balance. */
const alwaysNull = new Set(['balance_transaction', 'customer', 'review', 'application', 'on_behalf_of']);
const maxDepth = 4;

export function assertExpandable(paths: readonly string[]): void {
  for (const path of paths) {
    const names = path.split('.');
    if (names.length > maxDepth) {
      throw invalidRequest('You cannot expand more than 4 levels of a property.', { param: 'expand' });
    }
    const unknown = names.find(
      (name, index) =>
        !(index === 0 && name === 'data') && name !== 'refunds' && !expanders[name] && !alwaysNull.has(name),
    );
    if (unknown) throw invalidRequest(`This property cannot be expanded (${unknown}).`, { param: 'expand' });
  }
}

export function expanded(object: object, paths: readonly string[], tables: TableMaps): object {
  let result: Record<string, unknown> = { ...object };
  for (const path of paths) {
    const [name = '', ...rest] = path.split('.');
    result = { ...result, [name]: expandedValue(result, name, { rest, tables }) };
  }
  return result;
}

function expandedValue(
  parent: Record<string, unknown>,
  name: string,
  { rest, tables }: { rest: string[]; tables: TableMaps },
): unknown {
  const value = parent[name];
  if (name === 'refunds' && parent['object'] === 'charge') return refundsOf(String(parent['id']), tables);
  const deeper = rest.length > 0 ? [rest.join('.')] : [];
  if (Array.isArray(value)) return value.map((item: object) => expanded(item, deeper, tables));
  const found = typeof value === 'string' ? expanders[name]?.(value, tables) : value;
  return found && typeof found === 'object' ? expanded(found, deeper, tables) : value;
}

function refundsOf(chargeId: string, tables: TableMaps): object {
  const data = [...tables.refund.values()].filter(({ charge }) => charge === chargeId).toReversed();
  return { object: 'list', data, has_more: false, url: `/v1/charges/${chargeId}/refunds` };
}

const payerFields = [
  'id',
  'object',
  'amount',
  'amount_details',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'last_payment_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_types',
  'processing',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'source',
  'status',
] as const satisfies readonly (keyof PaymentIntent)[];

export function intentFor(caller: Caller, intent: PaymentIntent): object {
  if (caller === 'secret') return intent;
  return Object.fromEntries(payerFields.map((field) => [field, intent[field]]));
}
