import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createClient, withToken } from '../../src/api/client.ts';
import { until } from '../../src/api/until.ts';
import { buy, getOrder, ticketsOf } from '../../src/shop/buy.ts';
import { availableOf, putOnSale } from '../../src/shop/events-on-sale.ts';
import { mailsTo, untilMailed } from '../../src/shop/mails.ts';
import { signUp } from '../../src/shop/people.ts';
import { isAlive, pidsOf } from '../../src/stack/facts.ts';
import { startStack, type Stack } from '../../src/stack/start-stack.ts';

const stackOfTheRun = process.env['TURNOUT_READY_FILE'];
let folder: string;
let stack: Stack | undefined;

async function start(options: string[]): Promise<Stack> {
  stack = await startStack(folder, ['--no-build', '--no-demo', ...options]);
  process.env['TURNOUT_READY_FILE'] = stack.readyFile;
  return stack;
}

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-e2e-restart-'));
});

test.afterAll(async () => {
  process.env['TURNOUT_READY_FILE'] = stackOfTheRun;
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

const allGone = (pids: number[]) =>
  until('all processes are gone', () => !pids.some(isAlive), { withinMs: 15_000 });

test('What was bought survives a restart, and neither SIGTERM nor SIGKILL of the runner leaves a process behind', async () => {
  test.setTimeout(240_000);
  const first = await start(['--fresh']);
  const pids = pidsOf(first.facts());
  expect(pids.length).toBeGreaterThan(12);
  expect(pids.every(isAlive)).toBe(true);
  const onSale = await putOnSale(await signUp('promoter'), { capacity: 5 });
  const customer = await signUp('customer');
  const { order, tickets } = await buy(customer, onSale, 2);
  const mail = await untilMailed(customer.email, order.id);

  expect(await first.stop()).toBe(0);
  await allGone(pids);

  const second = await start([]);
  expect(await getOrder(customer, order.id)).toMatchObject({ status: 'completed' });
  const { accessToken } = await createClient().expect<{ accessToken: string }>(
    200,
    'POST',
    '/api/users/token',
    {
      body: { email: customer.email, password: customer.password },
    },
  );
  const kept = await ticketsOf(withToken(accessToken), order.id);
  expect(kept.map(({ code }) => code).sort()).toEqual(tickets.map(({ code }) => code).sort());
  expect(await availableOf(customer, onSale)).toBe(3);
  expect((await mailsTo(customer.email)).map(({ id }) => id)).toContain(mail.id);
  const more = await buy(await signUp('customer'), onSale, 3);
  expect(more.tickets).toHaveLength(3);

  const secondPids = pidsOf(second.facts());
  await second.stop('SIGKILL');
  await allGone(secondPids);
});
