// The table, on the screen and in RESULTS.md; runs of earlier commands stay until the same seed is run again.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one run of a cell showed. */
export interface Run {
  seed: number;
  violations: number;
  /** Null when it never healed. */
  healMs: number | null;
  commits: number;
  at: string;
  /** The commit of the project that ran, with a `+` when files had been changed since. */
  build: string;
}

export interface Row {
  cell: string;
  title: string;
  isBug: boolean;
  runs: Run[];
}

const folder = import.meta.dirname;
const dataFile = join(folder, 'results.json');
const pageFile = join(folder, 'RESULTS.md');

const failedRuns = ({ runs }: Row) => runs.filter(({ violations }) => violations > 0).length;
export const isGood = (row: Row) => failedRuns(row) === (row.isBug ? row.runs.length : 0);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const violationsOf = ({ runs }: Row) => sum(runs.map(({ violations }) => violations));

function heal({ runs }: Row): string {
  if (runs.some(({ healMs }) => healMs === null)) return 'never';
  return `${(Math.max(...runs.map(({ healMs }) => healMs ?? 0)) / 1_000).toFixed(1)} s`;
}

export function toLine(row: Row): string {
  const caught = isGood(row) ? 'caught' : 'NOT CAUGHT';
  const found = row.isBug ? caught : `${violationsOf(row)} violations, healed in ${heal(row)}`;
  return `${isGood(row) ? '✓' : '✗'} ${row.cell}: ${row.runs.length} runs, ${found}`;
}

/** What is checked out, as `Run.build` has it. The pages that this file writes do not count as changes. */
export function buildName(): string {
  const git = (...given: string[]) => execFileSync('git', given, { cwd: folder, encoding: 'utf8' }).trim();
  const isChanged =
    git('status', '--porcelain', '--', ':/', ':!/e2e/faults/RESULTS.md', ':!/e2e/faults/results.json') !== '';
  return `${git('rev-parse', '--short', 'HEAD')}${isChanged ? '+' : ''}`;
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
    rows: [
      ...kept.rows.filter((old) => !rows.some((row) => row.cell === old.cell)),
      ...rows.map((row) => ({ ...row, runs: withEarlier(row, kept) })),
    ].sort((left, right) => place(left.cell) - place(right.cell)),
    measured: [
      ...kept.measured.filter((old) => !measured.some((each) => each.name === old.name)),
      ...measured,
    ].sort((left, right) => place(left.name) - place(right.name)),
  };
  replaceFile(dataFile, `${JSON.stringify(all, null, 2)}\n`);
  replaceFile(pageFile, toPage(all));
}

function withEarlier({ cell, runs }: Row, kept: Kept): Run[] {
  const earlier = kept.rows.find((row) => row.cell === cell)?.runs ?? [];
  return [...earlier.filter(({ seed }) => !runs.some((run) => run.seed === seed)), ...runs].sort(
    (left, right) => left.seed - right.seed,
  );
}

/** In one step, as two commands may write at the same time. */
function replaceFile(file: string, text: string): void {
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}

function toPage({ rows, measured }: Kept): string {
  const cellRows = rows.filter((row) => !row.isBug);
  const bugRows = rows.filter((row) => row.isBug);
  const mark = (ok: boolean) => (ok ? '✓' : '✗');
  const cell = (row: Row) =>
    `| ${mark(isGood(row))} | ${row.cell} | ${row.title} | ${row.runs.length} | ${violationsOf(row)} | ${heal(row)} | ${sum(row.runs.map(({ commits }) => commits))} | ${builds(row)} |`;
  const bug = (row: Row) =>
    `| ${mark(isGood(row))} | ${row.cell} | ${row.title} | ${row.runs.length} | ${failedRuns(row)} | ${builds(row)} |`;
  return `# Fault runs

The whole table is made by \`npm run faults -- --cell all --runs 5 --seed 1 --write\`. Runs are kept by cell and seed, so the table may be made in
slices (\`--cell NAME\`, \`--seed\`; measured scenarios \`--cell measured\`): "runs" says how many seeds a row stands on, "build" which
commits ran. A cell that is not listed has not been written down yet.
Each run lets 200 buyers loose on 102 units for about 25 s while the fault happens, then an auditor reads every database and the
provider's ledger until all promises hold. Heal time is from the end of the fault or of the load, whichever is later (buyers follow up
what is unknown until it is known, so much heals before that), and at most 60 s.
"Commits" are changes of the stock, each checked as it happened.

| | cell | what happens | runs | violations | worst heal time | commits | build |
| --- | --- | --- | --- | --- | --- | --- | --- |
${cellRows.map(cell).join('\n')}

## Planted bugs

| | bug | planted, and the trouble that brings it out | runs | caught | build |
| --- | --- | --- | --- | --- | --- |
${bugRows.map(bug).join('\n')}

## Measured

${measured.map((each) => `- ${mark(each.ok)} **${each.name}**: ${each.text}`).join('\n')}
`;
}

const builds = ({ runs }: Row) => [...new Set(runs.map(({ build }) => build))].join(', ');
