// Pods whose clocks are wrong: only the database's counts.
import type { Cell } from './cell.ts';

const minutes = 60_000;
const shifted = (ms: number) => ({ orders: ms, expiration: ms, payments: ms });

export const clockCells: Cell[] = [
  {
    name: 'clock-ahead',
    title: 'clocks of orders, expiration and payments 5 minutes ahead',
    stack: { clockAheadMs: shifted(5 * minutes) },
    during: async () => undefined,
  },
  {
    name: 'clock-behind',
    title: 'clocks of orders, expiration and payments 5 minutes behind',
    stack: { clockAheadMs: shifted(-5 * minutes) },
    during: async () => undefined,
  },
];
