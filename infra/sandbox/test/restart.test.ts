/** The sandbox as its own process, killed without warning: what it acknowledged must still be there. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portOf, price, startSandbox, startShop, stripeAt, webhookSecret } from './support.ts';

let dataFolder = '';
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'turnout-sandbox-'));
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

const repository = join(__dirname, '../../..');

async function startProcess(env: Record<string, string> = {}): Promise<{ child: ChildProcess; url: string }> {
  const main = join(repository, 'infra/sandbox/src/main.ts');
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', main], {
    cwd: repository,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATA_DIR: dataFolder,
      WEBHOOK_SECRET: webhookSecret,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { child, url: /http:\S+/.exec(line.toString())?.[0] ?? '' };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  return (await exited)[0];
}

test('Killed with -9 right after an answer, it remembers payment, refund, key and undelivered webhooks', async () => {
  const shop = await startShop();
  const first = await startProcess({ WEBHOOK_URL: 'http://127.0.0.1:9/unreachable' });
  const params = { ...price, payment_method: 'pm_card_visa', confirm: true };
  const paid = await stripeAt(portOf(first.url)).paymentIntents.create(params, { idempotencyKey: 'pay-1' });
  const refund = await stripeAt(portOf(first.url)).refunds.create({ payment_intent: paid.id, amount: 100 });
  await end(first.child, 'SIGKILL');

  const second = await startProcess({ WEBHOOK_URL: shop.url });
  const stripe = stripeAt(portOf(second.url));
  expect(await stripe.paymentIntents.retrieve(paid.id)).toMatchObject({ status: 'succeeded' });
  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ amount: 100 });
  expect((await stripe.paymentIntents.create(params, { idempotencyKey: 'pay-1' })).id).toBe(paid.id);
  await shop.until('payment_intent.succeeded');
  await shop.until('refund.created');
  expect(await end(second.child, 'SIGTERM')).toBe(0);
  await shop.close();
}, 60_000);

test('A bad variable stops the start', async () => {
  const main = join(repository, 'infra/sandbox/src/main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    cwd: repository,
    env: { PATH: process.env['PATH'], SECRET_KEY: 'sk_live_real' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).not.toBe(0);
  expect(output).toContain('SECRET_KEY');
  expect(output).not.toContain('sk_live_real');
}, 60_000);

test('A line that was cut off by a crash was never acknowledged and is dropped', async () => {
  const before = await startSandbox({ dataFolder });
  const { id } = await before.stripe.paymentIntents.create(price);
  await before.close();
  await appendFile(join(dataFolder, 'sandbox.journal'), '[{"table":"payment_in');
  const after = await startSandbox({ dataFolder });
  const later = await after.stripe.paymentIntents.create(price);
  await after.close();
  const last = await startSandbox({ dataFolder });
  expect((await last.stripe.paymentIntents.list()).data.map((intent) => intent.id)).toEqual([later.id, id]);
  await last.close();
});
