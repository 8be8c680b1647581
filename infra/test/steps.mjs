// The steps of `npm test`. A check passes or fails as a whole; a suite counts its tests.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot, run } from '../local/install.mjs';

const MINUTE_MS = 60_000;
const CHECK_WITHIN_MS = 10 * MINUTE_MS;
const SUITE_WITHIN_MS = 30 * MINUTE_MS;
/** Far below what there is: dependency-cruiser is green when it sees nothing at all. */
const LEAST_MODULES = 150;

/** A program of an installed package, by the file that npm would run. */
const bin = (name) => join(projectRoot, 'node_modules', '.bin', name);

function check(name, command, args, accept = () => true) {
  return {
    name,
    run: async () => {
      const { ok, output } = await run(bin(command), args, { timeoutMs: CHECK_WITHIN_MS });
      const good = ok && accept(output);
      return { passed: good ? 1 : 0, failed: good ? 0 : 1, output };
    },
  };
}

export const lintSteps = [
  check('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
  check('types', 'tsc', ['-b']),
  check('types-of-tests', 'tsc', ['-p', 'tsconfig.tests.json']),
  check('lint', 'oxlint', ['--type-aware', '--deny-warnings']),
  check(
    'imports',
    'depcruise',
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', ...foldersToCruise()],
    (output) => Number(/\((\d+) modules/.exec(output)?.[1] ?? 0) >= LEAST_MODULES,
  ),
  check('unused', 'knip', ['--no-progress']),
];

export const suiteSteps = [
  { name: 'jest', isSuite: true, run: runJest },
  { name: 'client', run: buildClient },
  { name: 'e2e', isSuite: true, run: runE2e },
  { name: 'faults', isSuite: true, run: runFaults },
];

async function runJest() {
  return await withReport(async (file) => {
    const args = ['--json', `--outputFile=${file}`, '--passWithNoTests'];
    const { ok, output } = await run(bin('jest'), args, { timeoutMs: SUITE_WITHIN_MS });
    if (!existsSync(file)) return crashed(output);
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
    return atLeastOneFailure({ passed: report.numPassedTests, failed, output }, ok);
  });
}

/** The e2e steps start what was built here, as `npm start` does. */
async function buildClient() {
  const built = new URL('../local/dist/build-client.js', import.meta.url);
  if (!existsSync(built)) return crashed('infra/local is not built: the step "types" builds it.');
  const { buildClientIfStale } = await import(built.href);
  await buildClientIfStale(projectRoot, () => undefined);
  return { passed: 1, failed: 0, output: '' };
}

async function runE2e() {
  const { findChromium, findTool } = await import(new URL('../servers/dist/index.js', import.meta.url).href);
  const CHROMIUM_PATH = await findChromium();
  // The tour of the README is run as it stands there.
  for (const tool of ['curl', 'jq']) await findTool(tool);
  return await withReport(async (file) => {
    const args = ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'];
    const env = { ...process.env, CHROMIUM_PATH, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
    const { ok, output } = await run(bin('playwright'), args, { env, timeoutMs: SUITE_WITHIN_MS });
    if (!existsSync(file)) return crashed(output);
    const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
    const result = { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, output };
    return atLeastOneFailure(result, ok);
  });
}

/** A few cells of the fault harness, at a short pace; all of them are run by hand, see e2e/faults/RESULTS.md. */
async function runFaults() {
  const args = ['--conditions=source', 'e2e/faults/main.ts', '--cell', 'short', '--no-build'];
  const { ok, output } = await run(bin('tsx'), args, { timeoutMs: SUITE_WITHIN_MS });
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
  if (passed === undefined) return crashed(output);
  return atLeastOneFailure({ passed: Number(passed), failed: Number(failed), output }, ok);
}

/** A run that ended badly without a failed test (a leak, a crash at the end, a limit passed) is not green. */
function atLeastOneFailure(result, ok) {
  return ok || result.failed > 0 ? result : { ...result, failed: 1 };
}

function crashed(output) {
  return { passed: 0, failed: 1, output };
}

async function withReport(work) {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-report-'));
  try {
    return await work(join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The client is left out: the parser of the import check does not read TSX, and no rule speaks of it. */
function foldersToCruise() {
  const { workspaces } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  return workspaces.filter((folder) => folder !== 'client' && existsSync(join(projectRoot, folder)));
}
