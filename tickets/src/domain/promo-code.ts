// A word that makes tickets cheaper or shows hidden ones.
import { AppError } from '@turnout/common/errors';
import type { PromoCodeState } from '@turnout/common/messages';

export interface PromoCodeDetails {
  percentOff: number | null;
  amountOffCents: number | null;
  maxUses: number | null;
  validFrom: Date | null;
  validUntil: Date | null;
  /** Empty means all of the event. */
  ticketTypeIds: string[];
  unlocksHidden: boolean;
  active: boolean;
}

export interface PromoCode extends PromoCodeDetails {
  promoCodeId: string;
  version: number;
  eventId: string;
  promoterId: string;
  code: string;
}

/** Buyers type codes as they like; they are compared in capitals. */
export function normalizeCode(typed: string): string {
  return typed.trim().toUpperCase();
}

export function createPromoCode(wanted: Omit<PromoCode, 'version'>): PromoCode {
  refuseBadDetails(wanted);
  return { ...wanted, code: normalizeCode(wanted.code), version: 1 };
}

/** Returns the same object when nothing differs. */
export function editPromoCode(promoCode: PromoCode, changes: Partial<PromoCodeDetails>): PromoCode {
  const edited: PromoCode = { ...promoCode, ...changes };
  if (JSON.stringify(edited) === JSON.stringify(promoCode)) return promoCode;
  refuseBadDetails(edited);
  return { ...edited, version: promoCode.version + 1 };
}

/** May someone who typed the code see this hidden type? */
export function unlocks(promoCode: PromoCode, ticketTypeId: string, now: Date): boolean {
  const { active, unlocksHidden, validFrom, validUntil, ticketTypeIds } = promoCode;
  const inWindow = (!validFrom || validFrom <= now) && (!validUntil || now < validUntil);
  return (
    active &&
    unlocksHidden &&
    inWindow &&
    (ticketTypeIds.length === 0 || ticketTypeIds.includes(ticketTypeId))
  );
}

export function toPromoCodeState(promoCode: PromoCode): PromoCodeState {
  return {
    ...promoCode,
    validFrom: promoCode.validFrom?.toISOString() ?? null,
    validUntil: promoCode.validUntil?.toISOString() ?? null,
  };
}

function refuseBadDetails({
  percentOff,
  amountOffCents,
  unlocksHidden,
  validFrom,
  validUntil,
}: PromoCodeDetails): void {
  if (percentOff !== null && amountOffCents !== null)
    throw invalid('amountOffCents', 'must not be given together with percentOff');
  if (percentOff === null && amountOffCents === null && !unlocksHidden) {
    throw invalid('percentOff', 'or amountOffCents is required, unless the code unlocks hidden tickets');
  }
  if (validFrom && validUntil && validUntil <= validFrom)
    throw invalid('validUntil', 'must be after validFrom');
}

function invalid(field: string, requirement: string): AppError {
  return AppError.badInput([{ message: `${field} ${requirement}`, code: 'field-invalid', field }]);
}
