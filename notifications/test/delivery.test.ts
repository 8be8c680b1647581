import { newId } from '@turnout/common/runtime';
import { eventually } from '@turnout/common/testing';
import { messageIdOf } from '../src/delivery/smtp.ts';
import { startNotifications } from './start-notifications.ts';
import type { RunningNotifications } from './start-notifications.ts';

const second = 1_000;
const day = 86_400 * second;

describe('Delivery of mails', () => {
  let service: RunningNotifications;
  beforeEach(async () => {
    service = await startNotifications();
  });
  afterEach(() => service.stop());

  const mail = (causeId = newId()) => ({
    kind: 'welcome' as const,
    causeId,
    userId: 'u1',
    to: 'ada@example.test',
    subject: 'Welcome',
    text: 'Hello',
    html: '<p>Hello</p>',
  });
  const add = (...mails: ReturnType<typeof mail>[]) =>
    Promise.all(mails.map((one) => service.mails.add(one, service.now())));
  const metric = async (name: string) =>
    (await service.kit.metrics.registry.metrics()).match(new RegExp(`^${name}.* (\\d+)$`, 'm'))?.[1];

  test('When the server takes it, then it is sent once, noted, and its text is dropped', async () => {
    await add(mail());
    await service.delivery.deliverDue();
    await service.delivery.deliverDue();
    expect(service.server.received).toHaveLength(1);
    const [row] = await service.rows();
    expect(row).toMatchObject({ state: 'sent', attempts: 1, sentAt: expect.any(Date) });
    expect(row).not.toHaveProperty('text');
    expect([await metric('mails_sent_total'), await metric('mails_waiting')]).toEqual(['1', '0']);
  });

  test('When the same cause is told again, also after it was sent, then there is no second mail', async () => {
    const one = mail();
    await add(one, one, one);
    await service.delivery.deliverDue();
    await add(one);
    await service.delivery.deliverDue();
    expect(service.server.received).toHaveLength(1);
  });

  test('When the server says later, then it is tried after 1 s, 2 s, 4 s with the same Message-ID, and the reason is kept', async () => {
    service.server.refuse = { text: 451 };
    await add(mail('c1'));
    for (const pause of [1, 2, 4]) {
      await service.delivery.deliverDue();
      expect((await service.rows())[0]).toMatchObject({
        state: 'waiting',
        lastError: expect.stringContaining('451'),
      });
      service.pass(pause * second - 300);
      expect(
        await service.mails.claimDue({ claimId: 'x', now: service.now(), leaseUntil: service.now() }),
      ).toBeUndefined();
      service.pass(400);
    }
    expect(await metric('mails_failed_total')).toBe('3');
    expect(await metric('mails_waiting')).toBe('1');
    service.server.refuse = {};
    await service.delivery.deliverDue();
    expect(service.server.received[0]?.messageId).toBe(messageIdOf('welcome:c1', 'turnout.test'));
    expect((await service.rows())[0]).toMatchObject({ state: 'sent', attempts: 4, lastError: null });
  });

  test('When there is no server for three days, then the mail is given up and counted', async () => {
    service.server.refuse = { recipient: 450 };
    await add(mail());
    for (let hours = 0; hours < 73; hours += 1) {
      service.pass(day / 24);
      await service.delivery.deliverDue();
    }
    expect((await service.rows())[0]).toMatchObject({ state: 'given-up' });
    expect(await metric('mails_given_up')).toBe('1');
  });

  test.each([{ recipient: 550 }, { text: 554 }])(
    'When the server refuses for good (%j), then it is given up at once',
    async (refuse) => {
      service.server.refuse = refuse;
      await add(mail());
      await service.delivery.deliverDue();
      expect((await service.rows())[0]).toMatchObject({ state: 'given-up', attempts: 1 });
    },
  );

  test('When the process dies between sending and noting, then it is sent again after the lease, under the same Message-ID', async () => {
    const one = mail('c2');
    await add(one);
    const claimed = await service.mails.claimDue({
      claimId: 'dies',
      now: service.now(),
      leaseUntil: new Date(service.now().getTime() + 120 * second),
    });
    expect(claimed?.mailId).toBe('welcome:c2');
    await service.delivery.deliverDue();
    expect(service.server.received).toHaveLength(0);
    service.pass(121 * second);
    await service.delivery.deliverDue();
    expect(service.server.received.map(({ messageId }) => messageId)).toEqual([
      messageIdOf('welcome:c2', 'turnout.test'),
    ]);
  });

  test('When a process froze while sending, then within a minute another one sends under the same Message-ID', async () => {
    let thaw = (): void => undefined;
    const thawed = new Promise<void>((resolve) => (thaw = resolve));
    service.server.whileTaking = () => thawed;
    await add(mail('c3'));
    const frozen = service.delivery.deliverDue();
    await eventually(() => expect(service.server.received).toHaveLength(1));
    service.server.whileTaking = () => Promise.resolve();
    const other = service.anotherWorker();
    await other.deliverDue();
    expect(service.server.received).toHaveLength(1);
    service.pass(50 * second);
    await other.deliverDue();
    thaw();
    await frozen;
    const id = messageIdOf('welcome:c3', 'turnout.test');
    expect(service.server.received.map(({ messageId }) => messageId)).toEqual([id, id]);
    expect((await service.rows())[0]).toMatchObject({ state: 'sent' });
  });

  test('When two workers look at once, then each of forty mails is sent once', async () => {
    await add(...Array.from({ length: 40 }, () => mail()));
    const other = service.anotherWorker();
    await Promise.all([service.delivery.deliverDue(), other.deliverDue()]);
    expect(service.server.received).toHaveLength(40);
    expect(new Set(service.server.received.map(({ messageId }) => messageId)).size).toBe(40);
    expect(await metric('mails_sent_total')).toBe('40');
  });

  test('When a worker that was too slow fails after another claimed the mail, then its note changes nothing', async () => {
    await add(mail());
    const claim = (claimId: string) =>
      service.mails.claimDue({
        claimId,
        now: service.now(),
        leaseUntil: new Date(service.now().getTime() + second),
      });
    const slow = (await claim('slow'))!;
    service.pass(2 * second);
    await claim('other');
    await service.mails.noteFailure(slow, { state: 'given-up', error: 'late' });
    expect((await service.rows())[0]).toMatchObject({ state: 'waiting', claimId: 'other' });
  });

  test('When the service stops while a mail is being taken, then it is finished and noted first', async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    service.server.whileTaking = () => finished;
    await add(mail(), mail());
    service.delivery.start();
    await eventually(() => expect(service.server.received.length).toBeGreaterThan(0));
    const stopped = service.delivery.stop();
    finish();
    await stopped;
    const sent = (await service.rows()).filter((row) => row['state'] === 'sent');
    expect(sent).toHaveLength(service.server.received.length);
  });

  test('When the user is erased, then waiting mails are dropped and addresses of sent ones forgotten', async () => {
    await add(mail());
    await service.delivery.deliverDue();
    await add(mail());
    await service.mails.forgetUser('u1');
    expect(await service.rows()).toEqual([expect.objectContaining({ state: 'sent', to: '' })]);
  });
});
