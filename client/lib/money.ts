/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** Minor units for people: 2500 EUR is "€25", 2550 EUR "€25.50", 500 JPY "¥500". */
export function formatMoney(cents: number, currency: string): string {
  const digits = currencyDigits(currency);
  const scale = 10 ** digits;
  const whole = cents % scale === 0;
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(cents / scale);
}

/** A price for people; nothing to pay is "Free". */
export function formatPrice(cents: number, currency: string): string {
  return cents === 0 ? 'Free' : formatMoney(cents, currency);
}

/** Reads what a promoter typed ("25", "25.5", "1,250.00", "25,50") as minor units; null when it is no amount. */
export function parseMoney(text: string, currency: string): number | null {
  const digits = currencyDigits(currency);
  const compact = text.replaceAll(/\s/g, '');
  const decimalComma = /^\d+,\d{1,2}$/.test(compact);
  const normal = decimalComma ? compact.replace(',', '.') : compact.replaceAll(/,(?=\d{3}(\D|$))/g, '');
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(normal);
  if (!match || (match[2] ?? '').length > digits) return null;
  return Number(match[1]) * 10 ** digits + Number((match[2] ?? '').padEnd(digits, '0') || '0');
}

/** Minor units as an editable text: 2550 EUR is "25.50". */
export function moneyInput(cents: number, currency: string): string {
  const digits = currencyDigits(currency);
  return (cents / 10 ** digits).toFixed(digits);
}
