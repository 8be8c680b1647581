// A fixed number of places for work in progress, and a way to wait until all are empty.

export interface Slots {
  /** Waits for at least one free place; resolves with how many are free. */
  free(): Promise<number>;
  /** Starts a task in a free place. The task must not reject. */
  run(task: () => Promise<void>): void;
  /** Resolves when nothing is in work. */
  idle(): Promise<void>;
}

export function createSlots(count: number): Slots {
  let inWork = 0;
  let waiting: (() => void)[] = [];
  const oneLess = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));

  async function work(task: () => Promise<void>): Promise<void> {
    inWork += 1;
    await task();
    inWork -= 1;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  }

  return {
    async free() {
      while (inWork >= count) await oneLess();
      return count - inWork;
    },
    run(task) {
      void work(task);
    },
    async idle() {
      while (inWork > 0) await oneLess();
    },
  };
}
