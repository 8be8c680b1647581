// What the HTTP API answers, written down by hand from the contract; the client trusts nothing that is not named here.

export type Role = 'customer' | 'promoter';

export interface User {
  id: string;
  email: string;
  role: Role;
  name: string | null;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export type EventStatus = 'draft' | 'published' | 'cancelled' | 'ended';

interface EventLocation {
  name: string;
  address: string | null;
  city: string | null;
  country: string | null;
}

/** What people attend (named so because `Event` is the browser's). */
export interface ShowEvent {
  id: string;
  version: number;
  slug: string;
  promoterId: string;
  name: string;
  description: string | null;
  status: EventStatus;
  startsAt: string;
  endsAt: string;
  timezone: string;
  location: EventLocation | null;
  imageUrl: string | null;
  holdMinutes: number;
  maxPaymentAttempts: number;
  maxTicketsPerCustomer: number | null;
  reentry: boolean;
  promoter?: { id: string; name: string | null };
  performers?: { id: string; name: string }[];
}

export interface EventInput {
  name: string;
  description?: string;
  startsAt: string;
  endsAt: string;
  timezone: string;
  location?: { name: string; address?: string; city?: string; country?: string };
  imageUrl?: string;
  holdMinutes?: number;
  maxTicketsPerCustomer?: number;
  reentry?: boolean;
}

/** Null takes a value away; what is left out stays. */
export type EventChanges = { [Field in keyof EventInput]?: EventInput[Field] | null };

export interface TicketType {
  id: string;
  eventId: string;
  name: string;
  description: string | null;
  priceCents: number;
  currency: string;
  capacity: number;
  available: number;
  admits: number;
  minPerOrder: number;
  maxPerOrder: number;
  salesStartAt: string | null;
  salesEndAt: string | null;
  hidden: boolean;
}

export interface TicketTypeInput {
  name: string;
  description?: string;
  priceCents: number;
  currency: string;
  capacity: number;
  admits?: number;
  minPerOrder?: number;
  maxPerOrder?: number;
  salesStartAt?: string;
  salesEndAt?: string;
  hidden?: boolean;
}

export interface Availability {
  eventId: string;
  version: number;
  types: { ticketTypeId: string; available: number; held?: number; sold?: number; capacity?: number }[];
}

export type OrderStatus =
  'draft' | 'pending_payment' | 'paid' | 'completed' | 'refunded' | 'cancelled' | 'expired';

interface OrderItem {
  ticketTypeId: string;
  name?: string;
  quantity: number;
  unitPriceCents: number;
  admits?: number;
}

export interface Attendee {
  firstName: string;
  lastName: string;
}

export interface Order {
  id: string;
  status: OrderStatus;
  version: number;
  eventId: string;
  eventName?: string;
  items: OrderItem[];
  totalCents: number;
  discountCents?: number;
  currency: string;
  createdAt?: string;
  expiresAt: string;
  expiringSoon: boolean;
  paymentAttempts: number;
  maxPaymentAttempts: number;
  attendees?: Attendee[];
  cancelReason?: string | null;
}

export interface OrderInput {
  eventId: string;
  items: { ticketTypeId: string; quantity: number; unitPriceCents: number }[];
  promoCode?: string;
  replaceOpenOrder?: boolean;
}

export type WaitingStatus = 'waiting' | 'offered' | 'accepted' | 'lapsed' | 'left';

/** A place in the line for a ticket type; while `offered`, an order holds the tickets until `offerExpiresAt`. */
export interface WaitingEntry {
  id: string;
  eventId: string;
  eventName: string;
  ticketTypeId: string;
  ticketTypeName: string;
  quantity: number;
  status: WaitingStatus;
  orderId: string | null;
  offerExpiresAt: string | null;
  aheadOfYou: number;
}

export interface WaitingInput {
  eventId: string;
  ticketTypeId: string;
  quantity: number;
}

export type PaymentMethod = 'card' | 'paypal' | 'bank_transfer' | 'free';

export interface PaymentConfig {
  methods: PaymentMethod[];
  stripe: { publishableKey: string; apiBase: string | null };
}

export interface Payment {
  id: string;
  orderId: string;
  status: 'created' | 'completed' | 'failed' | 'refunded';
  provider: string;
  providerId: string;
  clientSecret?: string;
}

export type TicketStatus = 'active' | 'used' | 'refunded' | 'transferred' | 'cancelled';

export interface Ticket {
  id: string;
  orderId: string;
  eventId: string;
  ticketTypeId: string;
  ticketTypeName?: string;
  status: TicketStatus;
  holder: { firstName: string; lastName: string };
  code: string;
  event?: Pick<
    ShowEvent,
    'id' | 'slug' | 'name' | 'startsAt' | 'endsAt' | 'timezone' | 'location' | 'imageUrl'
  > | null;
}

export interface SalesReport {
  currency: string | null;
  revenueCents: number;
  checkedIn: number;
  byTicketType: { ticketTypeId: string; tickets: number; revenueCents: number }[];
}

type DoorRole = 'steward' | 'supervisor';

export interface DoorSession {
  id: string;
  eventId: string;
  name: string;
  gate: string | null;
  role: DoorRole;
  expiresAt: string | null;
  revokedAt?: string | null;
}

export interface DoorGrant {
  id: string;
  token: string;
  url: string;
}

export interface DoorState {
  event: { id: string; name: string; startsAt: string; timezone: string; reentry: boolean };
  name: string;
  gate: string | null;
  role: DoorRole;
  counts: { tickets: number; inside: number; admitted: number };
}

export type Verdict =
  | 'admitted'
  | 'already-admitted'
  | 'revoked'
  | 'refunded'
  | 'wrong-event'
  | 'not-valid-yet'
  | 'expired'
  | 'unknown'
  | 'bad-signature'
  | 'not-inside';

export type Direction = 'in' | 'out';

export interface ScanInput {
  scanId: string;
  code: string;
  scannedAt: string;
  direction: Direction;
}

export interface ScanResult {
  scanId: string;
  verdict: Verdict;
  ticket?: { id?: string; ticketTypeName?: string; holder?: { firstName: string; lastName: string } };
  firstScan?: { gate: string | null; scannedAt: string };
}

/** A ticket type's change; null takes a value away. */
export type TicketTypeChanges = { [Field in keyof TicketTypeInput]?: TicketTypeInput[Field] | null };
