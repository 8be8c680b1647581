import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinary, findChromium, findTool } from '../src/index.ts';

let folder: string;
const given = process.env['CHROMIUM_PATH'];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-find-test-'));
  await mkdir(join(folder, 'bin'));
});

afterEach(async () => {
  if (given === undefined) delete process.env['CHROMIUM_PATH'];
  else process.env['CHROMIUM_PATH'] = given;
  await rm(folder, { recursive: true, force: true });
});

test('When a program was fetched, then it is found in the cache folder', async () => {
  const file = join(folder, 'bin', 'turnout-test-server');
  await writeFile(file, '#!/bin/sh\n');
  expect(findBinary(['turnout-test-server'], folder)).toBeUndefined();
  await chmod(file, 0o755);
  expect(findBinary(['nothing-like-it', 'turnout-test-server'], folder)).toBe(file);
});

test('When CHROMIUM_PATH is given, then it is used, and one that cannot be run is named', async () => {
  process.env['CHROMIUM_PATH'] = process.execPath;
  expect(await findChromium()).toBe(process.execPath);
  process.env['CHROMIUM_PATH'] = join(folder, 'chromium');
  await expect(findChromium()).rejects.toThrow(
    `CHROMIUM_PATH names ${join(folder, 'chromium')}, which cannot be run: correct it or unset it.`,
  );
});

test('When a small program is there, then it is found', async () => {
  expect(await findTool('sh')).toMatch(/\/sh$/);
});
