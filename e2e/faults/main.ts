// `npm run faults -- --cell NAME|all|short|measured --runs N --seed S [--write] [--no-build]`
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cells, shortNames } from './cells/index.ts';
import type { Cell } from './cells/cell.ts';
import { shortPace, usualPace } from './load/run-load.ts';
import { measurements } from './measure/index.ts';
import { buildName, isGood, toLine, writeResults } from './report.ts';
import type { Measured, Row } from './report.ts';
import { runCell } from './run-cell.ts';
import type { Memory, RunResult } from './run-cell.ts';
import { takeSnapshot } from './stack/snapshot.ts';
import { parts, startStack } from './stack/stack.ts';
import type { Stack } from './stack/stack.ts';

const { values } = parseArgs({
  options: {
    cell: { type: 'string', default: 'all' },
    runs: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    /** Keeps the history of good runs too. */
    keep: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const pace = values.cell === 'short' ? shortPace : usualPace;
const firstSeed = Number(values.seed);
const measuredNames = measurements.map(({ name }) => name);
const order = [...cells.map(({ name }) => name), ...measuredNames];

function chosen(): { cells: Cell[]; measured: typeof measurements } {
  const wanted = values.cell.split(',').flatMap((name) => {
    if (name === 'all') return order;
    if (name === 'short') return shortNames;
    if (name === 'bugs') return cells.filter((cell) => cell.isBug).map((cell) => cell.name);
    return name === 'measured' ? measuredNames : [name];
  });
  const unknown = wanted.find((name) => !order.includes(name));
  if (unknown) throw new Error(`There is no cell "${unknown}", only: ${order.join(', ')}`);
  return {
    cells: cells.filter((cell) => wanted.includes(cell.name)),
    measured: measurements.filter(({ name }) => wanted.includes(name)),
  };
}

/** Each look of the auditor reads all there is, so a stack does not live for ever. */
const runsPerStack = 10;

let current: { stack: Stack; key: string; memory: Memory; runs: number } | undefined;
const snapshot = takeSnapshot(parts, { build: !values['no-build'] });
const build = values.write ? buildName() : '';

/** The same stack as before when it is as wanted, still small, and nothing went wrong on it. */
async function stackFor(cell: Cell): Promise<{ stack: Stack; memory: Memory }> {
  const key = JSON.stringify(cell.stack ?? {});
  if (current?.key !== key || current.runs >= runsPerStack) {
    await dropStack();
    const stack = await startStack(snapshot, cell.stack);
    current = { stack, key, memory: { acknowledged: new Map(), expectedLetters: [] }, runs: 0 };
  }
  current.runs += 1;
  return current;
}

async function dropStack(): Promise<void> {
  await current?.stack.stop();
  current = undefined;
}

async function cleanUp(): Promise<void> {
  await dropStack();
  rmSync(snapshot, { recursive: true, force: true });
}

async function runOnce(cell: Cell, seed: number): Promise<RunResult> {
  const { stack, memory } = await stackFor(cell);
  const result = await runCell({ stack, cell, seed, memory, pace });
  const isSurprise = result.violations.length > 0 && !cell.isBug;
  if (isSurprise || values.keep) {
    const file = join(import.meta.dirname, 'history', `${cell.name}-${seed}.jsonl`);
    await result.history.save(file);
    cpSync(join(stack.folder, 'data/logs'), file.replace(/\.jsonl$/, '-logs'), { recursive: true });
    console.log(`  seed ${seed}: ${result.violations.length} violations, history in ${file}`);
  }
  if (result.violations.length > 0) {
    for (const text of result.violations.slice(0, 6)) console.log(`    ${text.slice(0, 300)}`);
    await dropStack();
  }
  return result;
}

async function runAll(cell: Cell): Promise<Row> {
  const row: Row = { cell: cell.name, title: cell.title, isBug: cell.isBug ?? false, runs: [] };
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const { violations, healMs, commits, counts } = await runOnce(cell, seed);
    const at = new Date().toISOString();
    row.runs.push({ seed, violations: violations.length, healMs, commits, at, build });
    const { ok, refused, unknown, followedUp } = counts;
    console.log(
      `  ${cell.name} seed ${seed}: healed ${healMs ?? '-'} ms, ${ok} ok, ${refused} refused, ${unknown} unknown (${followedUp} followed up), ${commits} commits`,
    );
  }
  console.log(toLine(row));
  return row;
}

let passed = 0;
let failed = 0;
const wanted = chosen();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
try {
  for (const cell of wanted.cells) {
    const row = await runAll(cell);
    if (isGood(row)) passed += 1;
    else failed += 1;
    if (values.write) writeResults([row], [], order);
  }
  for (const measurement of wanted.measured) {
    await dropStack();
    const { ok, text } = await measurement.measure(snapshot);
    const measured: Measured = { name: measurement.name, ok, text, at: new Date().toISOString() };
    console.log(`${ok ? '✓' : '✗'} ${measured.name}: ${text}`);
    if (ok) passed += 1;
    else failed += 1;
    if (values.write) writeResults([], [measured], order);
  }
} finally {
  await cleanUp();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
