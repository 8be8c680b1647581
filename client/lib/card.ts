// What a card form can know before it asks the bank.

/** "4242424242424242" as it is printed on the card; American Express prints 4-6-5. */
export function formatCardNumber(text: string): string {
  const digits = onlyDigits(text).slice(0, 19);
  const groups = /^3[47]/.test(digits) ? [4, 6, 5] : [4, 4, 4, 4, 3];
  const parts: string[] = [];
  let start = 0;
  for (const size of groups) {
    if (start >= digits.length) break;
    parts.push(digits.slice(start, start + size));
    start += size;
  }
  return parts.join(' ');
}

export function formatExpiry(text: string): string {
  let digits = onlyDigits(text).slice(0, 4);
  if (/^[2-9]/.test(digits)) digits = `0${digits}`.slice(0, 4);
  return digits.length > 2 ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits;
}

export function onlyDigits(text: string): string {
  return text.replaceAll(/\D/g, '');
}

/** The check digit that catches a mistyped number. */
export function passesLuhn(text: string): boolean {
  const digits = onlyDigits(text);
  if (digits.length < 12 || digits.length > 19) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** "04 / 29" as month and four-digit year; null when it is no month. */
export function parseExpiry(text: string): { month: number; year: number } | null {
  const digits = onlyDigits(text);
  const month = Number(digits.slice(0, 2));
  if (digits.length !== 4 || month < 1 || month > 12) return null;
  return { month, year: 2000 + Number(digits.slice(2)) };
}

/** A card is good until the last day of its month. */
function isExpired(expiry: { month: number; year: number }, now: Date): boolean {
  return (
    now.getFullYear() > expiry.year ||
    (now.getFullYear() === expiry.year && now.getMonth() + 1 > expiry.month)
  );
}

export interface CardFields {
  number: string;
  expiry: string;
  cvc: string;
  name: string;
}

/** What is wrong with each field, in words that say what to do; empty when the card can be sent. */
export function cardProblems(card: CardFields, now: Date): Partial<Record<keyof CardFields, string>> {
  const problems: Partial<Record<keyof CardFields, string>> = {};
  if (!onlyDigits(card.number)) problems.number = 'Enter your card number.';
  else if (!passesLuhn(card.number))
    problems.number = 'This card number has a typo. Please check the digits.';
  const expiry = parseExpiry(card.expiry);
  if (!expiry) problems.expiry = 'Enter the date as MM / YY.';
  else if (isExpired(expiry, now)) problems.expiry = 'This card has expired.';
  const cvcLength = /^3[47]/.test(onlyDigits(card.number)) ? 4 : 3;
  if (onlyDigits(card.cvc).length !== cvcLength) problems.cvc = `Enter the ${cvcLength} digits.`;
  if (!card.name.trim()) problems.name = 'Enter the name on the card.';
  return problems;
}
