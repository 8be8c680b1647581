import { admissions } from '../../lib/order-state.ts';
import type { Attendee, Order } from '../../lib/types.ts';

/** One row per person the order lets in; the buyer's own name stands in the first. */
export function emptyAttendees(order: Order, buyerName: string): Attendee[] {
  const [firstName = '', ...rest] = buyerName.trim().split(/\s+/);
  return Array.from({ length: admissions(order) }, (_, row) => {
    const saved = order.attendees?.[row];
    if (saved) return saved;
    return row === 0 ? { firstName, lastName: rest.join(' ') } : { firstName: '', lastName: '' };
  });
}

/** What is sent: nothing when no name was given; rows left empty take the first person's name. */
export function attendeesOf(rows: Attendee[]): Attendee[] {
  const trimmed = rows.map((row) => ({ firstName: row.firstName.trim(), lastName: row.lastName.trim() }));
  const named = trimmed.find((row) => row.firstName && row.lastName);
  if (!named) return [];
  return trimmed.map((row) => (row.firstName && row.lastName ? row : named));
}
