// The table of contents of all trouble.
import { bugCells } from './bugs.ts';
import type { Cell } from './cell.ts';
import { clockCells } from './clocks.ts';
import { crashCells } from './crash-points.ts';
import { messageCells } from './messages.ts';
import { processCells } from './processes.ts';
import { providerCells } from './provider.ts';
import { serverCells } from './servers.ts';

/** Cells with the same stack stand together, so that it is started once. */
export const cells: Cell[] = [
  ...processCells.filter((cell) => !cell.stack),
  ...serverCells,
  ...messageCells,
  ...providerCells,
  ...processCells.filter((cell) => cell.stack),
  ...clockCells,
  ...crashCells,
  ...bugCells,
];

/** Part of `npm test`. */
export const shortNames = ['kill-orders', 'doubled', 'provider-timeout', 'bug-stock-condition'];
