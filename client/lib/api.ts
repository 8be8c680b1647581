// Every call the client makes to the API, in one table: components and pages know these functions, never a URL.
import { call, type CallOptions, type Transport } from './http.ts';
import type {
  Attendee,
  Availability,
  DoorGrant,
  DoorSession,
  EventChanges,
  EventInput,
  Order,
  OrderInput,
  Page,
  Payment,
  PaymentConfig,
  PaymentMethod,
  Role,
  SalesReport,
  ShowEvent,
  Ticket,
  TicketType,
  TicketTypeChanges,
  TicketTypeInput,
  User,
  WaitingEntry,
  WaitingInput,
} from './types.ts';

export interface EventSearch {
  q?: string;
  city?: string;
  cursor?: string;
  limit?: number;
}

export type Api = ReturnType<typeof createApi>;

/** Binds the API to where it is and who asks: the browser's cookies, a forwarded cookie, or nobody. */
export function createApi(transport: Transport) {
  const get = <T>(path: string, options: CallOptions = {}) => call<T>(transport, path, options);
  const send = <T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, options: CallOptions = {}) =>
    call<T>(transport, path, { ...options, method });
  const at = encodeURIComponent;

  return {
    currentUser: async () => (await get<{ currentUser: User | null }>('/api/users/currentuser')).currentUser,
    signUp: (body: { email: string; password: string; role: Role; name?: string }) =>
      send<User>('POST', '/api/users/signup', { body }),
    signIn: (body: { email: string; password: string }) => send<User>('POST', '/api/users/signin', { body }),
    signOut: () => send<void>('POST', '/api/users/signout'),

    events: (search: EventSearch = {}, options?: CallOptions) =>
      get<Page<ShowEvent>>(`/api/events${query(search)}`, options),
    event: (idOrSlug: string, options?: CallOptions) =>
      get<ShowEvent>(`/api/events/${at(idOrSlug)}`, options),
    myEvents: (cursor?: string) => get<Page<ShowEvent>>(`/api/events/mine${query({ limit: 100, cursor })}`),
    createEvent: (body: EventInput) => send<ShowEvent>('POST', '/api/events', { body }),
    updateEvent: (eventId: string, body: EventChanges) =>
      send<ShowEvent>('PATCH', `/api/events/${at(eventId)}`, { body }),
    publishEvent: (eventId: string) => send<ShowEvent>('POST', `/api/events/${at(eventId)}/publish`),

    ticketTypes: async (eventId: string, options: CallOptions & { promoCode?: string } = {}) => {
      const { promoCode, ...call } = options;
      return (await get<Page<TicketType>>(`/api/ticket-types${query({ eventId, promoCode })}`, call)).items;
    },
    createTicketType: (eventId: string, body: TicketTypeInput) =>
      send<TicketType>('POST', '/api/ticket-types', { body: { eventId, ...body } }),
    updateTicketType: (ticketTypeId: string, body: TicketTypeChanges) =>
      send<TicketType>('PATCH', `/api/ticket-types/${at(ticketTypeId)}`, { body }),
    availability: (eventId: string) => get<Availability>(`/api/availability/${at(eventId)}`),

    createOrder: (body: OrderInput, idempotencyKey: string) =>
      send<Order>('POST', '/api/orders', { body, idempotencyKey }),
    orders: (cursor?: string) => get<Page<Order>>(`/api/orders${query({ cursor })}`),
    order: (orderId: string, options?: CallOptions) => get<Order>(`/api/orders/${at(orderId)}`, options),
    cancelOrder: (orderId: string) => send<void>('DELETE', `/api/orders/${at(orderId)}`),
    saveAttendees: (orderId: string, body: Attendee[]) =>
      send<Order>('PATCH', `/api/orders/${at(orderId)}/attendees`, { body }),
    joinWaitingList: (body: WaitingInput, idempotencyKey: string) =>
      send<WaitingEntry>('POST', '/api/waiting-list', { body, idempotencyKey }),
    /** Where I wait or waited, newest first. */
    waitingList: async () =>
      (await get<Page<WaitingEntry>>(`/api/waiting-list${query({ limit: 100 })}`)).items,
    leaveWaitingList: (entryId: string) => send<void>('DELETE', `/api/waiting-list/${at(entryId)}`),
    report: (eventId: string) => get<SalesReport>(`/api/reports/events/${at(eventId)}`),

    paymentConfig: () => get<PaymentConfig>('/api/payments/config'),
    startPayment: (orderId: string, method: PaymentMethod, idempotencyKey: string) =>
      send<Payment>('POST', '/api/payments', { body: { orderId, method }, idempotencyKey }),

    tickets: (filter: { orderId?: string; cursor?: string } = {}) =>
      get<Page<Ticket>>(`/api/tickets${query({ limit: 100, ...filter })}`),

    createDoorSession: (body: { eventId: string; name: string; gate?: string; role: string }) =>
      send<DoorGrant>('POST', '/api/scanner/sessions', { body }),
    doorSessions: async (eventId: string) =>
      (await get<Page<DoorSession>>(`/api/scanner/sessions${query({ eventId })}`)).items,
    revokeDoorSession: (sessionId: string) => send<void>('DELETE', `/api/scanner/sessions/${at(sessionId)}`),
  };
}

/** The API as the signed-in browser sees it. */
export const api = createApi({ baseUrl: '' });

export const availabilityStreamUrl = (eventId: string) =>
  `/api/availability/${encodeURIComponent(eventId)}/stream`;
export const ticketQrUrl = (ticketId: string) => `/api/tickets/${encodeURIComponent(ticketId)}/qr.svg`;
export const ordersExportUrl = (eventId: string) => `/api/orders/export.csv${query({ eventId })}`;

function query(values: object): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text ? `?${text}` : '';
}
