// An event without a picture still deserves a poster: two colours and a pattern drawn from its id, always the same.

const pairs = [
  ['#ff5a36', '#5b0f3c'],
  ['#0a6c5b', '#c8f04a'],
  ['#2b2a8c', '#ff7ab8'],
  ['#f2b705', '#c2320c'],
  ['#0f4c81', '#41e2ba'],
  ['#6a1b9a', '#ff9e3d'],
  ['#111b47', '#7aa5ff'],
  ['#8c1c3c', '#ffb4a2'],
] as const;

export interface Cover {
  from: string;
  to: string;
  angle: number;
  shape: 'rings' | 'bars' | 'arc' | 'dots';
  /** 0 to 1, where the shape sits. */
  x: number;
  y: number;
}

const shapes = ['rings', 'bars', 'arc', 'dots'] as const;

export function coverFor(seed: string): Cover {
  let hash = 2_166_136_261;
  for (const character of seed) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  const pick = (shift: number, size: number) => Math.floor(hash / 2 ** shift) % size;
  const [from, to] = pairs[pick(0, pairs.length)] ?? pairs[0];
  return {
    from,
    to,
    angle: pick(3, 12) * 30,
    shape: shapes[pick(7, shapes.length)] ?? 'rings',
    x: 0.55 + pick(9, 40) / 100,
    y: 0.15 + pick(14, 60) / 100,
  };
}
