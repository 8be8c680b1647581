// What the buyers know: the orders they were promised, and what they saw that must never be.

export interface PlacedOrder {
  id: string;
  status: string;
  expiresAt: string;
  totalCents: number;
  items: { ticketTypeId: string; quantity: number }[];
}

export interface Promised extends PlacedOrder {
  userId: string;
}

export interface Ledger {
  acknowledged: Map<string, Promised>;
  violations: string[];
  acknowledge(order: PlacedOrder, userId: string): void;
  violation(text: string): void;
}

export function createLedger(): Ledger {
  const acknowledged = new Map<string, Promised>();
  const violations: string[] = [];
  return {
    acknowledged,
    violations,
    acknowledge: (order, userId) => void acknowledged.set(order.id, { ...order, userId }),
    violation: (text) => void violations.push(text),
  };
}
