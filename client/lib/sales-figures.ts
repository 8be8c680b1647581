import type { Availability, SalesReport, TicketType } from './types.ts';

export interface TypeFigures {
  ticketTypeId: string;
  name: string;
  capacity: number;
  available: number;
  /** Null where only what is left is known. */
  held: number | null;
  sold: number | null;
  revenueCents: number | null;
}

export interface SalesFigures {
  currency: string;
  revenueCents: number | null;
  checkedIn: number | null;
  types: TypeFigures[];
}

interface Sources {
  types: TicketType[];
  availability: Availability | null;
  report: SalesReport | null;
}

/** What a promoter wants to know, from the best source that answered: the report, the live stock, the ticket types. */
export function salesOf({ types, availability, report }: Sources): SalesFigures {
  const figures = types.map((type): TypeFigures => {
    const stock = availability?.types.find((row) => row.ticketTypeId === type.id);
    const row = report?.byTicketType.find((line) => line.ticketTypeId === type.id);
    const sold = stock?.sold ?? null;
    return {
      ticketTypeId: type.id,
      name: type.name,
      capacity: type.capacity,
      available: stock?.available ?? type.available,
      held: stock?.held ?? null,
      sold,
      revenueCents: row?.revenueCents ?? (sold === null ? null : sold * type.priceCents),
    };
  });
  const known = figures.every((row) => row.revenueCents !== null);
  const sum = figures.reduce((total, row) => total + (row.revenueCents ?? 0), 0);
  return {
    currency: report?.currency ?? types[0]?.currency ?? 'EUR',
    revenueCents: report?.revenueCents ?? (known ? sum : null),
    checkedIn: report?.checkedIn ?? null,
    types: figures,
  };
}
