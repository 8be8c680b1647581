// What a fresh clone needs before any TypeScript of ours can run: a Node that is new enough and the locked packages.
// Plain JavaScript without dependencies, as nothing is installed yet when it runs.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

const LEAST_NODE = [20, 19];

/** Ends the process with one sentence when Node is too old. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  console.error(
    `Turnout needs Node.js ${LEAST_NODE.join('.')} or newer, this is ${version}: install it from https://nodejs.org.`,
  );
  process.exit(1);
}

/** Installs the locked packages unless what is installed equals the lock file. */
export async function ensureInstalled() {
  if (isInstalled(projectRoot)) return;
  await step('Packages installed', () => run(npm, ['ci', '--no-audit', '--no-fund']));
}

/** Compares versions instead of file times, which a checkout or a copy changes. */
function isInstalled(root) {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  // Optional packages are for other platforms; workspaces (without node_modules in their path) are the project itself.
  return Object.entries(locked).every(
    ([path, { version, optional, link, peer }]) =>
      !path.includes('node_modules/') || optional || link || peer || installed[path]?.version === version,
  );
}

/** Compiles all TypeScript packages; takes a second when nothing changed. */
export async function buildServices() {
  await step('Services built', () =>
    run(process.execPath, [join(projectRoot, 'node_modules/typescript/bin/tsc'), '-b']),
  );
}

/** Shows one line for a step that is done, with how long it took; a failed step is shown with its output. */
async function step(title, work) {
  const startedAt = performance.now();
  const result = await work();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${result.ok ? '✓' : '✗'} ${title} ${seconds} s`);
  if (result.ok) return;
  console.error(result.output);
  process.exit(1);
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Runs a program in the project's root and keeps what it prints; one that takes too long is ended and has failed. */
export async function run(command, args, { env = process.env, timeoutMs = 30 * 60_000 } = {}) {
  return await new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}
