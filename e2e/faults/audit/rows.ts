// The few fields of other services' documents that the auditor looks at.

export interface Refund {
  refundId: string;
  chargeId: string;
  amountCents: number;
  ticketIds: string[];
  status: 'requested' | 'done';
}

export interface OrderRow {
  _id: string;
  version: number;
  userId: string;
  eventId: string;
  status: string;
  items: { ticketTypeId: string; quantity: number; admits: number; unitPriceCents: number }[];
  totalCents: number;
  expiresAt: string;
  chargeId: string | null;
  refunds: Refund[];
  promoCodeId: string | null;
}

export interface InventoryRow {
  _id: string;
  version: number;
  types: { ticketTypeId: string; capacity: number; available: number; held: number; sold: number }[];
  promoUses: Record<string, number>;
}

export interface TicketRow {
  _id: string;
  version: number;
  orderId: string;
  eventId: string;
  ticketTypeId: string;
  status: string;
  ordinal: number;
  issueNumber: number;
}

export interface ChargeRow {
  _id: string;
  version: number;
  orderId: string;
  status: string;
  provider: string;
  providerId: string;
  amountCents: number;
  refundedCents: number;
  refunds: { refundId: string; amountCents: number }[];
}

export interface CheckInRow {
  _id: string;
  version: number;
  ticketId: string | null;
  verdict: string;
  direction: string;
  undoneAt: Date | null;
}

export interface ProviderIntent {
  id: string;
  amount: number;
  amount_received: number;
  status: string;
  metadata: { orderId?: string };
}

export interface ProviderRefund {
  id: string;
  amount: number;
  status: string;
  payment_intent: string;
}

export interface ProviderLedger {
  paymentIntents: ProviderIntent[];
  refunds: ProviderRefund[];
}

export const isOpen = (order: OrderRow) => order.status === 'draft' || order.status === 'pending_payment';
export const isSold = (order: OrderRow) =>
  order.status === 'paid' || order.status === 'completed' || order.status === 'refunded';
export const ticketCountOf = (order: OrderRow) =>
  order.items.reduce((sum, { quantity, admits }) => sum + quantity * admits, 0);
export const givenBackTickets = (order: OrderRow) =>
  new Set(order.refunds.flatMap((refund) => refund.ticketIds));
