import type { Order, OrderStatus } from './types.ts';

export const isOpen = (status: OrderStatus) => status === 'draft' || status === 'pending_payment';
export const isPaid = (status: OrderStatus) =>
  status === 'paid' || status === 'completed' || status === 'refunded';

export const statusNames: Record<OrderStatus, string> = {
  draft: 'Waiting for payment',
  pending_payment: 'Payment started',
  paid: 'Paid',
  completed: 'Complete',
  refunded: 'Refunded',
  cancelled: 'Cancelled',
  expired: 'Expired',
};

/** People this order lets in: one ticket each. */
export function admissions(order: Pick<Order, 'items'>): number {
  return order.items.reduce((sum, item) => sum + item.quantity * (item.admits ?? 1), 0);
}

/** "A1B2C3D4": the part of an id that people read to each other on the phone. */
export const shortId = (id: string) => id.replaceAll('-', '').slice(-8).toUpperCase();
