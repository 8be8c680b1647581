// `npm test`: everything that can say "no", from a clean checkout, one line a step; the last line is the sum.
//   npm test                       all of it
//   npm run lint                   formatting, types, lint, imports, unused code
//   npm test -- --only jest,e2e    some steps, by name
import { projectRoot, ensureInstalled, requireNode } from '../local/install.mjs';
import { lintSteps, suiteSteps } from './steps.mjs';

const args = process.argv.slice(2);
requireNode();
process.chdir(projectRoot);
await ensureInstalled();

const steps = wanted(args[0] === 'lint' ? lintSteps : [...lintSteps, ...suiteSteps]);
let passed = 0;
let failed = 0;
for (const step of steps) {
  const startedAt = performance.now();
  const result = await step.run().catch((error) => ({ passed: 0, failed: 1, output: error.message }));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  // A suite without a test would be green for ever.
  const isEmpty = result.passed + result.failed === 0;
  if (isEmpty) result.failed = 1;
  const ok = result.failed === 0;
  const counts = step.isSuite ? `: ${result.passed} passed, ${result.failed} failed` : '';
  console.log(`${ok ? '✓' : '✗'} ${step.name}${counts} (${seconds} s)${isEmpty ? ', nothing ran' : ''}`);
  if (!ok) console.log(result.output);
  passed += result.passed;
  failed += result.failed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function wanted(all) {
  const position = args.indexOf('--only');
  if (position === -1) return all;
  const names = (args[position + 1] ?? '').split(',');
  const unknown = names.find((name) => !all.some((step) => step.name === name));
  if (unknown !== undefined) {
    console.error(`There is no step "${unknown}", only ${all.map((step) => step.name).join(', ')}.`);
    process.exit(1);
  }
  return all.filter((step) => names.includes(step.name));
}
