// Lists are paged: `?limit=` and an opaque `cursor`; the answer is `{items, nextCursor}`.
import { AppError } from '../errors/index.ts';
import { param } from './params.ts';

export const pageQuery = {
  limit: param.int({ min: 1, max: 100 }).default(50),
  cursor: param.text({ max: 500 }).optional(),
};

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Packs a list position; callers treat it as opaque. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Unpacks a cursor of `length` parts. Throws a 400 that names `cursor` when it is not one of ours. */
export function decodeCursor(cursor: string, length: number): (string | number)[] {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const scalar = (part: unknown) => typeof part === 'string' || typeof part === 'number';
    if (Array.isArray(position) && position.length === length && position.every(scalar)) return position;
  } catch {
    // Not JSON: refused below like any other foreign text.
  }
  throw AppError.badInput([
    { message: 'cursor must be the nextCursor of an earlier answer', code: 'field-invalid', field: 'cursor' },
  ]);
}

/** Cuts `found`, which was asked for with one more than `limit`, into a page. */
export function toPage<T>(
  found: T[],
  options: { limit: number; positionOf(item: T): readonly (string | number)[] },
): Page<T> {
  const items = found.slice(0, options.limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: found.length > options.limit && last ? encodeCursor(options.positionOf(last)) : null,
  };
}
