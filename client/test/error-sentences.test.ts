import { ApiError } from '../lib/api-error.ts';
import { fieldErrors, refusalOf, sentenceFor } from '../lib/error-sentences.ts';

const refusedWith = (status: number, code: string, facts: Record<string, unknown> = {}) =>
  new ApiError(status, [{ code, message: `raw ${code}`, ...facts }]);

describe('Why an order was refused', () => {
  test.each([
    ['sold-out', 'refresh'],
    ['open-order-exists', 'continue-or-replace'],
    ['price-changed', 'accept-price'],
    ['sales-closed', 'refresh'],
    ['limit-exceeded', 'change'],
    ['event-cancelled', 'leave'],
    ['promo-code-invalid', 'change'],
    ['already-waiting', 'change'],
    ['tickets-available', 'refresh'],
  ])('When the API says %s, then a sentence of ours and the action %s are offered', (code, action) => {
    const refusal = refusalOf(refusedWith(409, code));
    expect(refusal.action).toBe(action);
    expect(refusal.sentence).not.toContain('raw');
    expect(refusal.sentence).toMatch(/^[A-Z].*\.$/);
  });

  test('When an order is open already, then its id is at hand to continue it', () => {
    expect(refusedWith(409, 'open-order-exists', { orderId: 'order-7' }).fact('orderId')).toBe('order-7');
  });

  test('When the code is new to us, then the API speaks for itself', () => {
    expect(refusalOf(refusedWith(409, 'moon-phase'))).toEqual({
      sentence: 'raw moon-phase',
      action: 'change',
    });
  });

  test.each([
    [0, 'retry'],
    [503, 'retry'],
    [429, 'retry'],
    [401, 'sign-in'],
  ])('When the answer is %i, then the offer is to %s', (status, action) => {
    expect(refusalOf(refusedWith(status, 'x')).action).toBe(action);
  });

  test('When our side fails, then its internals are not shown', () => {
    expect(sentenceFor(refusedWith(500, 'internal'))).not.toContain('raw');
    expect(sentenceFor(new TypeError('x is undefined'))).not.toContain('undefined');
  });
});

describe('Errors next to fields', () => {
  test('When the API names fields, then each gets its first message, also for a path inside it', () => {
    const error = new ApiError(400, [
      { code: 'field-invalid', field: 'email', message: 'email: must be an email address' },
      { code: 'field-invalid', field: 'email', message: 'second' },
      { code: 'field-invalid', field: 'location.city', message: 'location.city is required' },
    ]);
    expect(fieldErrors(error)).toEqual({
      email: 'Must be an email address.',
      'location.city': 'Is required.',
      location: 'Is required.',
    });
  });

  test('When no field is named, then there is nothing to put next to one', () => {
    expect(fieldErrors(refusedWith(409, 'sold-out'))).toEqual({});
    expect(fieldErrors(new Error('x'))).toEqual({});
  });
});
