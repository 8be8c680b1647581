import { isApiError } from './api-error.ts';

/** What the page offers to do about a refusal. */
type NextAction =
  'retry' | 'refresh' | 'continue-or-replace' | 'accept-price' | 'sign-in' | 'leave' | 'change';

export interface Refusal {
  sentence: string;
  action: NextAction;
}

const refusals: Record<string, Refusal> = {
  'sold-out': {
    sentence:
      'Someone was faster: there are not enough of these tickets left. What you see now is up to date.',
    action: 'refresh',
  },
  'open-order-exists': {
    sentence: 'You already hold tickets for this event that are not paid yet.',
    action: 'continue-or-replace',
  },
  'price-changed': {
    sentence: 'The price changed while you were choosing. Please check the new total before you go on.',
    action: 'accept-price',
  },
  'sales-closed': { sentence: 'Sales for these tickets are closed at the moment.', action: 'refresh' },
  'limit-exceeded': {
    sentence: 'That is more tickets than one person may buy for this event. Please take fewer.',
    action: 'change',
  },
  'event-cancelled': {
    sentence: 'This event was cancelled, so tickets can no longer be bought.',
    action: 'leave',
  },
  'promo-code-invalid': { sentence: 'This promo code does not work for these tickets.', action: 'change' },
  'queue-pass-required': {
    sentence: 'This event has a waiting room. Please join the queue first.',
    action: 'refresh',
  },
  'already-waiting': { sentence: 'You are on the waiting list for these tickets already.', action: 'change' },
  'tickets-available': {
    sentence: 'Good news: these tickets are available now. Choose how many and get them.',
    action: 'refresh',
  },
  'idempotency-key-reused': {
    sentence: 'Your selection changed in the meantime. Please try again.',
    action: 'retry',
  },
  'foreign-origin': {
    sentence: 'Your browser blocked the request. Please reload the page.',
    action: 'refresh',
  },
};

/** Why an order was not made, and what helps, for every way the API can refuse it. */
export function refusalOf(error: unknown): Refusal {
  if (!isApiError(error))
    return { sentence: 'Something went wrong on this page. Please try again.', action: 'retry' };
  const known = error.errors.map((detail) => refusals[detail.code]).find(Boolean);
  if (known) return known;
  if (error.status === 401) return { sentence: 'Please sign in to go on.', action: 'sign-in' };
  return { sentence: sentenceFor(error), action: error.retryable ? 'retry' : 'change' };
}

/** One human sentence for any failure. */
export function sentenceFor(error: unknown): string {
  if (!isApiError(error)) return 'Something went wrong on this page. Please try again.';
  if (error.status === 0) return 'No connection. Check your network and try again.';
  if (error.status === 401) return 'Please sign in to go on.';
  if (error.status === 429) return 'Too many requests. Please wait a moment and try again.';
  if (error.status >= 500) return 'Turnout is not answering right now. Please try again in a moment.';
  return error.message;
}

/** The messages that belong next to a form's fields: "items.0.quantity" also answers for "items". */
export function fieldErrors(error: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  if (!isApiError(error)) return found;
  for (const detail of error.errors) {
    if (!detail.field) continue;
    const sentence = asSentence(detail.message, detail.field);
    found[detail.field] ??= sentence;
    found[detail.field.split('.')[0] ?? detail.field] ??= sentence;
  }
  return found;
}

/** "password: must be at least 8 characters" next to the field: "Must be at least 8 characters."; "email is required": "Is required." */
function asSentence(message: string, field: string): string {
  const bare = message.startsWith(field) ? message.slice(field.length).replace(/^:?\s+/, '') : message;
  const capital = bare.charAt(0).toUpperCase() + bare.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
