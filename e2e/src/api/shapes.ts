// What the API answers, as far as these tests look at it.

export interface Profile {
  id: string;
  email: string;
  role: 'customer' | 'promoter';
  name: string | null;
}

export interface EventBody {
  id: string;
  slug: string;
  name: string;
  status: string;
}

export interface TicketType {
  id: string;
  eventId: string;
  name: string;
  priceCents: number;
  capacity: number;
  available: number;
}

export interface Order {
  id: string;
  status: string;
  eventId: string;
  totalCents: number;
  currency: string;
  expiresAt: string;
  paymentAttempts: number;
  maxPaymentAttempts: number;
  refunds: { status: string; amountCents: number; reason: string }[];
}

export interface Payment {
  id: string;
  orderId: string;
  status: string;
  provider: string;
  providerId: string;
  clientSecret: string;
}

export interface Charge {
  id: string;
  status: string;
  amountCents: number;
  refundedCents: number;
  failure: { code: string; message: string } | null;
}

export interface Ticket {
  id: string;
  orderId: string;
  eventId: string;
  ticketTypeId: string;
  status: string;
  code: string;
}

export interface DoorSession {
  id: string;
  token: string;
  url: string;
}

export interface Verdict {
  scanId: string;
  verdict: string;
  ticket?: { id: string };
  firstScan?: { gate: string; scannedAt: string };
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
