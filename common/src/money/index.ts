// Money is an integer in minor units plus an ISO 4217 code; nothing here rounds behind your back.

/** Minor-unit digits of a currency by ISO 4217 (2 for EUR, 0 for JPY, 3 for KWD), as ICU knows them. */
export function minorUnitDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** True for a three-letter code that ICU lists as a currency. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}

/** `1250, 'EUR'` -> `€12.50`, for mails, reports and PDFs. */
export function formatMoney(cents: number, currency: string, locale = 'en'): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
    cents / 10 ** minorUnitDigits(currency),
  );
}

/** A share of an amount, rounded half up to a whole minor unit: `percentOf(999, 15)` -> 150. */
export function percentOf(cents: number, percent: number): number {
  return Math.round((cents * percent) / 100);
}
