#!/usr/bin/env node
// Operators: `turnout-re-emit --since 2026-05-01T00:00:00Z` or `--since 90m`, with MONGO_URL of the service that owns the data.
// The service's own relay then sends, so nothing else needs to be reachable.
import { parseArgs } from 'node:util';
import { createJournal } from './journal.ts';
import { connectMongo } from './mongo.ts';

const usage = 'usage: MONGO_URL=… turnout-re-emit --since <ISO time, or 30m, 6h, 7d ago>';
const unitsMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function sinceOf(text: string | undefined, now: Date): Date | undefined {
  const ago = /^(\d{1,6})([mhd])$/.exec(text ?? '');
  const since = ago
    ? new Date(now.getTime() - Number(ago[1]) * (unitsMs[ago[2] ?? ''] ?? 0))
    : new Date(text ?? '');
  return Number.isNaN(since.getTime()) ? undefined : since;
}

const { values } = parseArgs({ options: { since: { type: 'string' } } });
const since = sinceOf(values.since, new Date());
const url = process.env.MONGO_URL;
if (!since || !url) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
const mongo = await connectMongo({ url });
const told = await createJournal(mongo.connection).reEmit(since);
process.stdout.write(`${told} messages since ${since.toISOString()} are on their way again\n`);
await mongo.close();
