import { ticketQrUrl } from '../../lib/api.ts';
import type { Ticket, TicketStatus } from '../../lib/types.ts';

const statusTexts: Record<TicketStatus, string> = {
  active: 'Valid',
  used: 'Used',
  refunded: 'Refunded',
  transferred: 'Passed on',
  cancelled: 'Cancelled',
};

interface TicketCardProps {
  ticket: Ticket;
  typeName: string;
  eventName: string;
  /** "1 of 2" */
  position: string;
}

/** One ticket as a stub: name above the tear, code below it, black on white whatever the page looks like. */
export function TicketCard({ ticket, typeName, eventName, position }: TicketCardProps) {
  const holder = `${ticket.holder.firstName} ${ticket.holder.lastName}`.trim();
  const dead =
    ticket.status === 'refunded' || ticket.status === 'cancelled' || ticket.status === 'transferred';
  return (
    <article className="card flex h-full flex-col" data-testid={`ticket-${ticket.id}`}>
      <div className="flex items-start justify-between gap-3 p-5">
        <div className="min-w-0">
          <p className="truncate text-sm text-ink-3">{eventName}</p>
          <h3 className="mt-0.5 text-xl">{typeName}</h3>
          <p className="mt-1 text-[0.95rem] text-ink-2">
            {holder || 'Ticket'} · {position}
          </p>
        </div>
        <span className={`chip ${ticket.status === 'active' ? 'bg-lime text-ink' : 'bg-ink/10 text-ink-2'}`}>
          {statusTexts[ticket.status]}
        </span>
      </div>
      <div className="perforation" />
      <div className="grid flex-1 place-items-center p-2">
        {dead ? (
          <p className="py-16 text-center text-ink-3">This code no longer opens the door.</p>
        ) : (
          // The API draws it: the page only knows where it is.
          <img
            src={ticketQrUrl(ticket.id)}
            alt={`Entry code of ${typeName}${holder ? ` for ${holder}` : ''}`}
            data-testid="ticket-qr"
            data-code={ticket.code}
            width={280}
            height={280}
            className="aspect-square w-full max-w-80 bg-white"
          />
        )}
      </div>
    </article>
  );
}
