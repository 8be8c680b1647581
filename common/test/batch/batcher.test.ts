import { createBatcher } from '@turnout/common/batch';
import type { Outcome } from '@turnout/common/batch';

/** A commit that the test releases by hand, so that what gathers meanwhile is certain. */
function heldCommits() {
  const batches: { key: string; operations: readonly number[]; release(): void }[] = [];
  const commit = async (key: string, operations: readonly number[]): Promise<Outcome<number>[]> => {
    await new Promise<void>((release) => batches.push({ key, operations, release }));
    return operations.map((operation) => ({ ok: true, value: operation * 10 }));
  };
  return { batches, commit };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
async function turns(count = 5): Promise<void> {
  for (let index = 0; index < count; index += 1) await turn();
}

test('When operations come while a commit runs, then they are committed together next, and each gets its answer', async () => {
  const { batches, commit } = heldCommits();
  const batcher = createBatcher({ commit });
  const first = batcher.submit('event', 1);
  await turns();
  const others = [2, 3, 4].map((operation) => batcher.submit('event', operation));
  await turns();
  expect(batches.map((batch) => batch.operations)).toEqual([[1]]);
  batches[0]?.release();
  await turns();
  expect(batches.map((batch) => batch.operations)).toEqual([[1], [2, 3, 4]]);
  batches[1]?.release();
  expect(await Promise.all([first, ...others])).toEqual([10, 20, 30, 40]);
});

test('When keys differ, then their commits run side by side', async () => {
  const { batches, commit } = heldCommits();
  const batcher = createBatcher({ commit });
  const answers = [batcher.submit('a', 1), batcher.submit('b', 2)];
  await turns();
  expect(batches.map((batch) => batch.key)).toEqual(['a', 'b']);
  for (const batch of batches) batch.release();
  await Promise.all(answers);
});

test('When one operation is refused, then the others of its batch are not', async () => {
  const refusal = new Error('sold out');
  const batcher = createBatcher<number, number>({
    commit: async (_key, operations) =>
      operations.map((operation) =>
        operation === 2 ? { ok: false, error: refusal } : { ok: true, value: operation },
      ),
  });
  const answers = await Promise.allSettled([1, 2, 3].map((operation) => batcher.submit('event', operation)));
  expect(answers).toEqual([
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: refusal },
    { status: 'fulfilled', value: 3 },
  ]);
});

test('When one operation breaks the commit, then only that one fails', async () => {
  const tried: number[][] = [];
  const batcher = createBatcher<number, number>({
    async commit(_key, operations) {
      tried.push([...operations]);
      if (operations.includes(2)) throw new Error('broken');
      return operations.map((operation) => ({ ok: true, value: operation }));
    },
  });
  const answers = await Promise.allSettled([1, 2, 3].map((operation) => batcher.submit('event', operation)));
  expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(tried).toEqual([[1, 2, 3], [1], [2], [3]]);
});

test('When the database is away, then everybody is told at once, and nobody is made to wait again', async () => {
  const tried: number[][] = [];
  const away = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
  const batcher = createBatcher<number, number>({
    async commit(_key, operations) {
      tried.push([...operations]);
      throw away;
    },
  });
  const answers = await Promise.allSettled([1, 2, 3].map((operation) => batcher.submit('event', operation)));
  expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(tried).toEqual([[1, 2, 3]]);
});

test('When more wait than the limit, then the next is refused as busy; when a batch is full, the rest waits', async () => {
  const { batches, commit } = heldCommits();
  const batcher = createBatcher({ commit, maxBatch: 2, maxWaiting: 3 });
  const running = batcher.submit('event', 0);
  await turns();
  const waiting = [1, 2, 3].map((operation) => batcher.submit('event', operation));
  await expect(batcher.submit('event', 4)).rejects.toMatchObject({ kind: 'too-many', code: 'busy' });
  for (let index = 0; index < 3; index += 1) {
    batches[index]?.release();
    await turns();
  }
  await Promise.all([running, ...waiting]);
  expect(batches.map((batch) => batch.operations)).toEqual([[0], [1, 2], [3]]);
  await batcher.idle();
});
