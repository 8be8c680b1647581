/** Which amounts Stripe takes: whole minor units, at least the currency's minimum, at most eight digits. */
import { invalidRequest } from './stripe-error.ts';

const minimumAmounts: Readonly<Record<string, number>> = {
  aed: 200,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
  xpf: 60,
};

const maximumAmount = 99_999_999;

export function assertCurrency(currency: string): void {
  if (Object.hasOwn(minimumAmounts, currency)) return;
  const known = Object.keys(minimumAmounts).join(', ');
  throw invalidRequest(
    `Invalid currency: ${currency}. Give it in lower case; this sandbox supports: ${known}`,
    { param: 'currency' },
  );
}

export function assertChargeable(amount: number, currency: string): void {
  const minimum = minimumAmounts[currency] ?? 50;
  if (amount < 1) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  if (amount < minimum) {
    throw invalidRequest(`Amount must be at least ${formatMoney(minimum, currency)} ${currency}`, {
      code: 'amount_too_small',
      param: 'amount',
    });
  }
  if (amount > maximumAmount) {
    throw invalidRequest(`Amount must be no more than ${formatMoney(maximumAmount, currency)} ${currency}`, {
      code: 'amount_too_large',
      param: 'amount',
    });
  }
}

export function formatMoney(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}
