// The stock ledger of one event: per ticket type `capacity = available + held + sold`, each >= 0, whatever happens.

export interface Stock {
  ticketTypeId: string;
  capacity: number;
  available: number;
  held: number;
  sold: number;
  /** What the promoter wants; `capacity` stays above it while that many are held or sold, and follows as they come back. */
  wantedCapacity: number;
}

export interface Inventory {
  eventId: string;
  version: number;
  /** No more sales, ever: the event was cancelled. */
  closed: boolean;
  types: readonly Stock[];
  /** Orders that hold or used each promo code, by its id. */
  promoUses: Readonly<Record<string, number>>;
  /** Waiting-list entries that wait or hold an offer; while there are none, no batch looks for any. */
  waiting: number;
}

/** So many of one ticket type. */
export interface Quantity {
  ticketTypeId: string;
  quantity: number;
}

type Column = 'available' | 'held' | 'sold';

export function emptyInventory(eventId: string): Inventory {
  return { eventId, version: 0, closed: false, types: [], promoUses: {}, waiting: 0 };
}

export function availableOf(inventory: Pick<Inventory, 'types'>, ticketTypeId: string): number {
  return inventory.types.find((stock) => stock.ticketTypeId === ticketTypeId)?.available ?? 0;
}

/** The first ticket type of which `wanted` asks more than there is. */
export function firstShort(
  inventory: Pick<Inventory, 'types'>,
  wanted: readonly Quantity[],
): Quantity | undefined {
  return sumByType(wanted).find(
    ({ ticketTypeId, quantity }) => availableOf(inventory, ticketTypeId) < quantity,
  );
}

/** Moves stock between columns. Undefined when a type is unknown or `from` has too little of any: then nothing moves. */
function move(
  inventory: Inventory,
  quantities: readonly Quantity[],
  [from, to]: [Column, Column],
): Inventory | undefined {
  const moves = new Map(sumByType(quantities).map((entry) => [entry.ticketTypeId, entry.quantity]));
  let moved = 0;
  const types = inventory.types.map((stock) => {
    const quantity = moves.get(stock.ticketTypeId);
    if (quantity === undefined) return stock;
    if (stock[from] < quantity) return stock;
    moved += 1;
    return shrinkToWanted({ ...stock, [from]: stock[from] - quantity, [to]: stock[to] + quantity });
  });
  return moved === moves.size ? { ...inventory, types } : undefined;
}

export const hold = (inventory: Inventory, wanted: readonly Quantity[]) =>
  move(inventory, wanted, ['available', 'held']);
export const release = (inventory: Inventory, held: readonly Quantity[]) =>
  move(inventory, held, ['held', 'available']);
export const sell = (inventory: Inventory, held: readonly Quantity[]) =>
  move(inventory, held, ['held', 'sold']);
/** Takes stock for money that came after its order had ended. */
export const sellFromFree = (inventory: Inventory, wanted: readonly Quantity[]) =>
  move(inventory, wanted, ['available', 'sold']);
export const takeBack = (inventory: Inventory, sold: readonly Quantity[]) =>
  move(inventory, sold, ['sold', 'available']);

/** Sets what the promoter wants; never takes away what is held or sold. Adds the type when it is new. */
export function setCapacity(inventory: Inventory, ticketTypeId: string, wantedCapacity: number): Inventory {
  const known = inventory.types.find((stock) => stock.ticketTypeId === ticketTypeId);
  if (known?.wantedCapacity === wantedCapacity) return inventory;
  const stock = known ?? { ticketTypeId, capacity: 0, available: 0, held: 0, sold: 0, wantedCapacity };
  const capacity = Math.max(wantedCapacity, stock.held + stock.sold);
  const changed = { ...stock, wantedCapacity, capacity, available: capacity - stock.held - stock.sold };
  const types = known
    ? inventory.types.map((entry) => (entry === known ? changed : entry))
    : [...inventory.types, changed];
  return { ...inventory, types };
}

function shrinkToWanted(stock: Stock): Stock {
  const surplus = Math.min(stock.capacity - stock.wantedCapacity, stock.available);
  return surplus > 0
    ? { ...stock, capacity: stock.capacity - surplus, available: stock.available - surplus }
    : stock;
}

export function countPromoUse(inventory: Inventory, promoCodeId: string | null, change: 1 | -1): Inventory {
  if (!promoCodeId) return inventory;
  const uses = (inventory.promoUses[promoCodeId] ?? 0) + change;
  return { ...inventory, promoUses: { ...inventory.promoUses, [promoCodeId]: uses } };
}

function sumByType(quantities: readonly Quantity[]): Quantity[] {
  const sums = new Map<string, number>();
  for (const { ticketTypeId, quantity } of quantities)
    sums.set(ticketTypeId, (sums.get(ticketTypeId) ?? 0) + quantity);
  return [...sums].map(([ticketTypeId, quantity]) => ({ ticketTypeId, quantity }));
}
