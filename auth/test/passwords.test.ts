import { createPasswords } from '../src/passwords/passwords.ts';
import type { Passwords } from '../src/passwords/passwords.ts';
import { createSlots } from '../src/passwords/slots.ts';

describe('Passwords', () => {
  let passwords: Passwords;
  beforeAll(async () => {
    passwords = await createPasswords();
  });

  async function fastestOf5(work: () => Promise<unknown>): Promise<number> {
    let fastest = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < 5; turn += 1) {
      const started = performance.now();
      await work();
      fastest = Math.min(fastest, performance.now() - started);
    }
    return fastest;
  }

  test('When hashed, then argon2id, salted, and only the right one matches', async () => {
    const [one, two] = [await passwords.hash('correct horse'), await passwords.hash('correct horse')];
    expect(one).toMatch(/^\$argon2id\$/);
    expect(one).not.toBe(two);
    expect(await passwords.matches(one, 'correct horse')).toBe(true);
    expect(await passwords.matches(one, 'Correct horse')).toBe(false);
  });

  test('When é is typed as one character or as two, then it is one password', async () => {
    expect(await passwords.matches(await passwords.hash('caf\u00e9 au lait'), 'cafe\u0301 au lait')).toBe(
      true,
    );
  });

  test('When there is no account, then the answer is no, and takes as long as for a wrong password', async () => {
    const hash = await passwords.hash('correct horse');
    expect(await passwords.matches(undefined, 'correct horse')).toBe(false);
    expect(await passwords.matches(null, 'correct horse')).toBe(false);
    const wrong = await fastestOf5(() => passwords.matches(hash, 'wrong'));
    const nobody = await fastestOf5(() => passwords.matches(undefined, 'wrong'));
    expect(nobody / wrong).toBeGreaterThan(0.5);
    expect(nobody / wrong).toBeLessThan(2);
  });
});

describe('Slots', () => {
  test('When more come than there are slots, then the rest waits in order, and too many are refused at once', async () => {
    const slots = createSlots({ slots: 2, queueLimit: 2 });
    const finish: (() => void)[] = [];
    const order: number[] = [];
    const work = (number: number) =>
      slots.run(async () => {
        order.push(number);
        await new Promise<void>((resolve) => finish.push(resolve));
      });
    const running = [work(1), work(2), work(3), work(4)];
    await expect(work(5)).rejects.toMatchObject({ code: 'too-busy', status: 429, retryAfterSeconds: 3 });
    expect(order).toEqual([1, 2]);
    for (let done = 0; done < 4; done += 1) {
      finish.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(running);
    expect(order).toEqual([1, 2, 3, 4]);
  });

  test('When work fails, then its slot is free again', async () => {
    const slots = createSlots({ slots: 1, queueLimit: 0 });
    await expect(slots.run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await slots.run(async () => 'next')).toBe('next');
  });
});
