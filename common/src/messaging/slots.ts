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
  const inWork = new Set<Promise<void>>();

  return {
    async free() {
      while (inWork.size >= count) await Promise.race(inWork);
      return count - inWork.size;
    },
    run(task) {
      const work = task().finally(() => inWork.delete(work));
      inWork.add(work);
    },
    async idle() {
      while (inWork.size > 0) await Promise.all(inWork);
    },
  };
}
