// The table, on the screen and in RESULTS.md; rows of earlier commands stay until their cell is run again.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Row {
  cell: string;
  title: string;
  isBug: boolean;
  runs: number;
  /** Runs with a violation. */
  failedRuns: number;
  violations: number;
  worstHealMs: number | null;
  commits: number;
  seeds: number[];
  at: string;
}

const folder = import.meta.dirname;
const dataFile = join(folder, 'results.json');
const pageFile = join(folder, 'RESULTS.md');

export const isGood = (row: Row) => (row.isBug ? row.failedRuns === row.runs : row.failedRuns === 0);
const heal = (row: Row) => (row.worstHealMs === null ? 'never' : `${(row.worstHealMs / 1_000).toFixed(1)} s`);

export function toLine(row: Row): string {
  const found = row.isBug
    ? isGood(row)
      ? 'caught'
      : 'NOT CAUGHT'
    : `${row.violations} violations, healed in ${heal(row)}`;
  return `${isGood(row) ? '✓' : '✗'} ${row.cell}: ${row.runs} runs, ${found}`;
}

/** Measured scenarios are sentences of their own. */
export interface Measured {
  name: string;
  text: string;
  ok: boolean;
  at: string;
}

interface Kept {
  rows: Row[];
  measured: Measured[];
}

export function writeResults(
  rows: readonly Row[],
  measured: readonly Measured[],
  order: readonly string[],
): void {
  const kept: Kept = existsSync(dataFile)
    ? (JSON.parse(readFileSync(dataFile, 'utf8')) as Kept)
    : { rows: [], measured: [] };
  const place = (name: string) => order.indexOf(name);
  const all: Kept = {
    rows: [...kept.rows.filter((old) => !rows.some((row) => row.cell === old.cell)), ...rows].sort(
      (left, right) => place(left.cell) - place(right.cell),
    ),
    measured: [
      ...kept.measured.filter((old) => !measured.some((each) => each.name === old.name)),
      ...measured,
    ].sort((left, right) => place(left.name) - place(right.name)),
  };
  writeFileSync(dataFile, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(pageFile, toPage(all));
}

function toPage({ rows, measured }: Kept): string {
  const cellRows = rows.filter((row) => !row.isBug);
  const bugRows = rows.filter((row) => row.isBug);
  const mark = (ok: boolean) => (ok ? '✓' : '✗');
  return `# Fault runs

The whole table is made by \`npm run faults -- --cell all --runs 5 --seed 1 --write\`. Rows may come from runs of single cells (\`--cell NAME\`; measured
scenarios \`--cell measured\`), so each says on how many runs it stands; a cell that is not listed has not been written down yet.
Each run lets 200 buyers loose on 102 units for about 25 s while the fault happens, then an auditor reads every database and the
provider's ledger until all promises hold. Heal time is from the end of the fault or of the load, whichever is later (buyers follow up
what is unknown until it is known, so much heals before that), and at most 60 s.
"Commits" are changes of the stock, each checked as it happened.

| | cell | what happens | runs | violations | worst heal time | commits |
| --- | --- | --- | --- | --- | --- | --- |
${cellRows.map((row) => `| ${mark(isGood(row))} | ${row.cell} | ${row.title} | ${row.runs} | ${row.violations} | ${heal(row)} | ${row.commits} |`).join('\n')}

## Planted bugs

| | bug | planted, and the trouble that brings it out | runs | caught |
| --- | --- | --- | --- | --- |
${bugRows.map((row) => `| ${mark(isGood(row))} | ${row.cell} | ${row.title} | ${row.runs} | ${row.failedRuns} |`).join('\n')}

## Measured

${measured.map((each) => `- ${mark(each.ok)} **${each.name}**: ${each.text}`).join('\n')}
`;
}
