// What orders keep of others' events, ticket types, promo codes, tickets and check-ins: the newest version of each.
import { keepNewest } from '@turnout/common/outbox';
import type {
  CheckInState,
  EventState,
  PromoCodeState,
  TicketState,
  TicketTypeState,
} from '@turnout/common/messages';
import { withoutId } from './models.ts';
import type { OrdersModels } from './models.ts';

export interface CopiesStore {
  keepEvent(event: EventState): Promise<boolean>;
  keepTicketType(ticketType: TicketTypeState): Promise<boolean>;
  keepPromoCode(promoCode: PromoCodeState): Promise<boolean>;
  keepTicket(ticket: TicketState): Promise<boolean>;
  keepCheckIn(checkIn: CheckInState): Promise<boolean>;
  findEvent(eventId: string): Promise<EventState | undefined>;
  findEventForPromoter(promoterId: string, eventId: string): Promise<EventState | undefined>;
  /** True when the event can be ordered from and all these types are known. */
  knowsOnSale(eventId: string, ticketTypeIds: readonly string[]): Promise<boolean>;
  listTicketTypes(eventId: string): Promise<TicketTypeState[]>;
  listTicketsOfOrder(orderId: string): Promise<TicketState[]>;
  /** Tickets that were let in at least once. */
  countCheckedIn(eventId: string): Promise<number>;
}

export function createCopiesStore(models: OrdersModels): CopiesStore {
  return {
    keepEvent: (event) => keepNewest(models.events, { _id: event.eventId, ...event }),
    keepTicketType: (type) => keepNewest(models.ticketTypes, { _id: type.ticketTypeId, ...type }),
    keepPromoCode: (promo) => keepNewest(models.promoCodes, { _id: promo.promoCodeId, ...promo }),
    keepTicket: (ticket) => keepNewest(models.tickets, { _id: ticket.ticketId, ...ticket }),
    keepCheckIn: (checkIn) => keepNewest(models.checkIns, { _id: checkIn.scanId, ...checkIn }),
    async findEvent(eventId) {
      const row = await models.events.findById(eventId).lean<EventState & { _id: string }>();
      return row ? withoutId<EventState>(row) : undefined;
    },
    async findEventForPromoter(promoterId, eventId) {
      const row = await models.events
        .findOne({ _id: eventId, promoterId } as never)
        .lean<EventState & { _id: string }>();
      return row ? withoutId<EventState>(row) : undefined;
    },
    async knowsOnSale(eventId, ticketTypeIds) {
      const event = await models.events.findById(eventId).lean<EventState>();
      if (!event || event.status === 'draft') return false;
      const types = await models.ticketTypes.find({ eventId } as never, { _id: 1 }).lean<{ _id: string }[]>();
      const known = new Set(types.map((type) => type._id));
      return ticketTypeIds.every((ticketTypeId) => known.has(ticketTypeId));
    },
    listTicketTypes: (eventId) => models.ticketTypes.find({ eventId } as never).lean<TicketTypeState[]>(),
    listTicketsOfOrder: (orderId) => models.tickets.find({ orderId } as never).lean<TicketState[]>(),
    async countCheckedIn(eventId) {
      return (
        await models.checkIns.distinct('ticketId', { eventId, direction: 'in', undone: false } as never)
      ).length;
    },
  };
}
