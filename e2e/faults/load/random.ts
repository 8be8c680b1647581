/** Numbers that look random and are the same for the same seed (mulberry32). */
export interface Random {
  next(): number;
  between(low: number, high: number): number;
  /** True in `share` of the cases. */
  chance(share: number): boolean;
  /** One of at least one. */
  pick<T>(items: readonly [T, ...T[]]): T;
  shuffle<T>(items: readonly T[]): T[];
  /** A stream of its own, so that what one buyer does does not change another's luck. */
  fork(salt: number): Random;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    chance: (share) => next() < share,
    pick: ([first, ...others]) => [first, ...others][Math.floor(next() * (others.length + 1))] ?? first,
    shuffle(items) {
      return items
        .map((item) => ({ item, place: next() }))
        .sort((left, right) => left.place - right.place)
        .map(({ item }) => item);
    },
    fork: (salt) => createRandom(Math.imul(seed ^ 0x9e3779b9, salt * 2 + 1)),
  };
}
