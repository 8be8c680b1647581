import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { facts } from '../../src/stack/facts.ts';
import { projectRoot } from '../../src/stack/start-stack.ts';

/** All commands of the README's tour, as somebody copies them one after the other into one terminal. */
async function readTour(): Promise<string> {
  const text = await readFile(join(projectRoot, 'README.md'), 'utf8');
  const [, tour = ''] = /<!-- tour: begin -->([\s\S]*?)<!-- tour: end -->/.exec(text) ?? [];
  const blocks = [...tour.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, commands = '']) => commands);
  expect(blocks.length).toBeGreaterThan(4);
  return blocks.join('\n');
}

test("The README's tour leads from sign-up to the gate, as it says", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'turnout-tour-'));
  const { url, mailUrl } = facts();
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', await readTour()], {
    cwd: folder,
    env: { ...process.env, BASE_URL: url, MAIL_URL: mailUrl },
    timeout: 60_000,
  });
  for (const said of [
    '"status": "published"',
    '"status": "draft"',
    'succeeded',
    'completed',
    'Your tickets',
  ]) {
    expect(stdout).toContain(said);
  }
  expect(stdout.match(/"verdict": "[\w-]+"/g)).toEqual([
    '"verdict": "admitted"',
    '"verdict": "already-admitted"',
  ]);
  expect(stdout).toContain('"gate": "North"');
  expect(await readFile(join(folder, 'ticket.svg'), 'utf8')).toContain('<svg');
  await rm(folder, { recursive: true, force: true });
});
