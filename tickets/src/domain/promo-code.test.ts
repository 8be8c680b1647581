import { AppError } from '@turnout/common/errors';
import { createPromoCode, editPromoCode, unlocks } from './promo-code.ts';
import type { PromoCode } from './promo-code.ts';

const now = new Date('2030-06-01T12:00:00Z');
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const wanted = {
  promoCodeId: 'p1',
  eventId: 'e1',
  promoterId: 'u1',
  code: ' summer_10 ',
  percentOff: 10,
  amountOffCents: null,
  maxUses: null,
  validFrom: null,
  validUntil: null,
  ticketTypeIds: [],
  unlocksHidden: false,
  active: true,
};

function fieldOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof AppError ? error.details[0]?.field : String(error);
  }
}

test('When a code is made, then it is kept in capitals', () => {
  expect(createPromoCode(wanted)).toMatchObject({ code: 'SUMMER_10', version: 1 });
});

test.each<[Partial<PromoCode>, string | undefined]>([
  [{}, undefined],
  [{ amountOffCents: 100 }, 'amountOffCents'],
  [{ percentOff: null }, 'percentOff'],
  [{ percentOff: null, amountOffCents: 500 }, undefined],
  [{ percentOff: null, unlocksHidden: true }, undefined],
  [{ validFrom: at(2), validUntil: at(1) }, 'validUntil'],
  [{ validFrom: at(1), validUntil: at(2) }, undefined],
])('When it has %j, then the field refused is %s, new or edited', (over, field) => {
  expect(fieldOf(() => createPromoCode({ ...wanted, ...over }))).toBe(field);
  expect(fieldOf(() => editPromoCode(createPromoCode(wanted), over))).toBe(field);
});

test('When it is edited, then the version rises only for a difference', () => {
  const promoCode = createPromoCode(wanted);
  expect(editPromoCode(promoCode, { percentOff: 10 })).toBe(promoCode);
  expect(editPromoCode(promoCode, { active: false })).toMatchObject({ active: false, version: 2 });
});

test.each<[Partial<PromoCode>, boolean]>([
  [{}, true],
  [{ unlocksHidden: false }, false],
  [{ active: false }, false],
  [{ ticketTypeIds: ['t1'] }, true],
  [{ ticketTypeIds: ['t2'] }, false],
  [{ validFrom: at(0) }, true],
  [{ validFrom: at(1) }, false],
  [{ validUntil: at(1) }, true],
  [{ validUntil: at(0) }, false],
])('When a code that unlocks has %j, then whether the type is shown is %s', (over, expected) => {
  const promoCode = { ...createPromoCode({ ...wanted, unlocksHidden: true }), ...over };
  expect(unlocks(promoCode, 't1', now)).toBe(expected);
});
