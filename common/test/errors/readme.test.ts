// The list of codes in the README is a contract: it is compared with the source.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const folders = [
  'common',
  'auth',
  'events',
  'tickets',
  'orders',
  'expiration',
  'payments',
  'scanner',
  'notifications',
];
const readme = readFileSync(join(root, 'common/README.md'), 'utf8');
const table = readme.slice(readme.indexOf('## Errors'), readme.indexOf('## Environment'));
const listed = [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1] ?? '');

const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('testing'))
    .map((file) => readFileSync(join(root, folder, 'src', file), 'utf8')),
);
const gateway = readFileSync(join(root, 'infra/local/src/gateway.ts'), 'utf8');
const everything = [...sources, gateway].join('\n');
const thrown = new Set(
  [...everything.matchAll(/new AppError\(\s*'[a-z-]+',\s*'([a-z-]+)'/g)].map((match) => match[1]),
);

test('Every code that the source throws is in the README', () => {
  expect(thrown.size).toBeGreaterThan(50);
  expect([...thrown].filter((code) => !listed.includes(code ?? ''))).toEqual([]);
});

test('Every code in the README is in the source, once in the table', () => {
  // `order-<status>` is made from the status; see orders/src/domain/order.ts.
  const made = listed.filter((code) =>
    /^order-(draft|pending-payment|paid|completed|refunded|cancelled|expired)$/.test(code),
  );
  expect(made).toHaveLength(7);
  expect(listed.filter((code) => !made.includes(code) && !everything.includes(`'${code}'`))).toEqual([]);
  expect(new Set(listed).size).toBe(listed.length);
});
