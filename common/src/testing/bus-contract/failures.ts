import { AppError } from '../../errors/index.ts';
import { encodeMessage } from '../../messages/index.ts';
import type { BusAdapter, DeadLetter } from '../../messaging/index.ts';
import { eventually } from '../eventually.ts';
import { idsOf, sample, samples } from './stage.ts';
import type { Sample, Stage } from './stage.ts';

async function lettersOf(bus: BusAdapter, group?: string): Promise<DeadLetter[]> {
  return bus.deadLetters.list({ limit: 100, ...(group ? { group } : {}) });
}

async function firstLetter(bus: BusAdapter): Promise<DeadLetter> {
  return eventually(async () => {
    const [letter] = await lettersOf(bus);
    if (!letter) throw new Error('no dead letter yet');
    return letter;
  });
}

export function failureTests(stage: Stage): void {
  test('When a handler throws, then the message comes again with growing waits until it returns', async () => {
    const bus = await stage.connect({ backoffMs: [100, 400] });
    const times: number[] = [];
    await bus.subscribe({
      group: 'orders',
      handlers: {
        UserCreated: async () => {
          times.push(performance.now());
          if (times.length < 3) throw new Error('not yet');
        },
      },
    });
    await bus.publish(sample());
    await eventually(() => expect(times).toHaveLength(3));
    const [first = 0, second = 0, third = 0] = times;
    expect(second - first).toBeGreaterThan(70);
    expect(third - second).toBeGreaterThan(280);
    expect(await lettersOf(bus)).toEqual([]);
  });

  test('When one message keeps failing, then the others are handled meanwhile', async () => {
    const bus = await stage.connect({ maxDeliver: 50, backoffMs: [100] });
    const failing = sample(0);
    const sent = samples(10);
    const seen: Sample[] = [];
    let tries = 0;
    await bus.subscribe({
      group: 'orders',
      concurrency: 2,
      handlers: {
        UserCreated: async (message) => {
          if (message.messageId !== failing.messageId) return void seen.push(message);
          tries += 1;
          throw new Error('never');
        },
      },
    });
    await bus.publish(failing);
    await Promise.all(sent.map((message) => bus.publish(message)));
    await eventually(() => expect(idsOf(seen)).toEqual(idsOf(sent)));
    await eventually(() => expect(tries).toBeGreaterThan(2));
  });

  test('When a message fails every attempt, then it is set aside, and a replay brings it to the handler', async () => {
    const bus = await stage.connect({ maxDeliver: 3 });
    const message = sample();
    let attempts = 0;
    let isMended = false;
    await bus.subscribe({
      group: 'orders',
      handlers: {
        UserCreated: async () => {
          attempts += 1;
          if (!isMended) throw new Error('the handler\nis broken');
        },
      },
    });
    await bus.publish(message);
    const letter = await firstLetter(bus);
    expect(letter).toMatchObject({ group: 'orders', attempts: 3, reason: 'Error: the handler is broken' });
    expect(letter.subject).toBe(`${stage.namespace()}.auth.UserCreated`);
    expect(Buffer.from(letter.payload)).toEqual(Buffer.from(encodeMessage(message)));
    expect(Date.parse(letter.failedAt)).toBeGreaterThan(Date.now() - 60_000);
    expect(attempts).toBe(3);

    isMended = true;
    expect(await bus.deadLetters.replay(letter.deadLetterId)).toBe(true);
    await eventually(() => expect(attempts).toBe(4));
    expect(await lettersOf(bus)).toEqual([]);
    expect(await bus.deadLetters.replay(letter.deadLetterId)).toBe(false);
  });

  test('When a replayed message fails again, then it is set aside again', async () => {
    const bus = await stage.connect({ maxDeliver: 2 });
    let attempts = 0;
    const fail = async (): Promise<void> => {
      attempts += 1;
      throw new Error('still broken');
    };
    await bus.subscribe({ group: 'orders', handlers: { UserCreated: fail } });
    await bus.publish(sample());
    const letter = await firstLetter(bus);
    await bus.deadLetters.replay(letter.deadLetterId);
    await eventually(async () => {
      const letters = await lettersOf(bus);
      expect(letters).toHaveLength(1);
      expect(letters[0]?.deadLetterId).not.toBe(letter.deadLetterId);
    });
    expect(attempts).toBe(4);
  });

  test('When bytes are undecodable, then they are set aside at the first attempt and others go on', async () => {
    const bus = await stage.connect();
    const seen: Sample[] = [];
    await bus.subscribe({
      group: 'orders',
      handlers: { UserCreated: async (message) => void seen.push(message) },
    });
    const payload = new TextEncoder().encode('{"no":"message"');
    await stage.harness().sendBytes({ namespace: stage.namespace(), type: 'UserCreated', payload });
    const good = sample();
    await bus.publish(good);
    await eventually(() => expect(seen).toEqual([good]));
    const letter = await firstLetter(bus);
    expect(letter).toMatchObject({ group: 'orders', attempts: 1 });
    expect(letter.reason).toContain('undecodable');
    expect(Buffer.from(letter.payload)).toEqual(Buffer.from(payload));
  });

  test('When a message of another type is on the subject, then it is set aside', async () => {
    const bus = await stage.connect();
    const seen: Sample[] = [];
    await bus.subscribe({
      group: 'orders',
      handlers: { UserCreated: async (message) => void seen.push(message) },
    });
    const payload = encodeMessage({ ...sample(), type: 'UserDeleted' });
    await stage.harness().sendBytes({ namespace: stage.namespace(), type: 'UserCreated', payload });
    expect((await firstLetter(bus)).reason).toContain('a UserDeleted where a UserCreated belongs');
    expect(seen).toEqual([]);
  });

  test('When letters of two groups wait, then a list can be of one group and is never longer than asked', async () => {
    const bus = await stage.connect({ maxDeliver: 1 });
    const fail = async (): Promise<void> => Promise.reject(new Error('broken'));
    for (const group of ['orders', 'tickets'])
      await bus.subscribe({ group, handlers: { UserCreated: fail } });
    await Promise.all(samples(3).map((message) => bus.publish(message)));
    await eventually(async () => expect(await lettersOf(bus)).toHaveLength(6));
    const ofTickets = await lettersOf(bus, 'tickets');
    expect(ofTickets.map((letter) => letter.group)).toEqual(['tickets', 'tickets', 'tickets']);
    expect(await bus.deadLetters.list({ limit: 2 })).toHaveLength(2);
  });

  test('When a dependency of the handler is down, then the message is held past its attempts and handled after', async () => {
    const bus = await stage.connect({ maxDeliver: 2, backoffMs: [10] });
    let tries = 0;
    let handled = 0;
    await bus.subscribe({
      group: 'orders',
      handlers: {
        UserCreated: async () => {
          tries += 1;
          if (tries < 8) throw new AppError('unavailable', 'unavailable', 'the database is away');
          handled += 1;
        },
      },
    });
    await bus.publish(sample());
    await eventually(() => expect(handled).toBe(1));
    expect(await lettersOf(bus)).toEqual([]);
  });

  test('When a handler never returns, then it counts as failed after its time and the message comes again', async () => {
    const bus = await stage.connect({ handlerTimeoutMs: 200, maxDeliver: 2 });
    let attempts = 0;
    const hang = (): Promise<void> => {
      attempts += 1;
      return new Promise(() => undefined);
    };
    await bus.subscribe({ group: 'orders', concurrency: 1, handlers: { UserCreated: hang } });
    await bus.publish(sample());
    expect((await firstLetter(bus)).reason).toContain('did not return within 200 ms');
    expect(attempts).toBe(2);
  });
}
