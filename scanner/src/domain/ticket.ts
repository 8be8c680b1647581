// The copy of a ticket that a gate needs: no buyer, no e-mail address.
import type { TicketState } from '@turnout/common/messages';

export type DoorTicket = Pick<
  TicketState,
  | 'ticketId'
  | 'version'
  | 'orderId'
  | 'eventId'
  | 'ticketTypeId'
  | 'ticketTypeName'
  | 'status'
  | 'issueNumber'
  | 'holder'
>;

export function toDoorTicket(state: TicketState): DoorTicket {
  const { ticketId, version, orderId, eventId, ticketTypeId, ticketTypeName } = state;
  const { status, issueNumber, holder } = state;
  return {
    ticketId,
    version,
    orderId,
    eventId,
    ticketTypeId,
    ticketTypeName,
    status,
    issueNumber,
    holder,
  };
}
