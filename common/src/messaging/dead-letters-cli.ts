#!/usr/bin/env node
// The operators' command `turnout-dead-letters`.
import { z } from 'zod';
import { busKinds, createBus } from './create-bus.ts';
import { parseCommand, runCommand, usage, UsageError } from './dead-letters-command.ts';

const environment = z.object({
  NATS_URL: z.string().min(1),
  BUS: z.enum(busKinds).default('jetstream'),
  NATS_NAMESPACE: z.string().default('turnout'),
  NATS_CLUSTER_ID: z.string().default('turnout'),
});

async function main(): Promise<number> {
  const command = parseCommand(process.argv.slice(2));
  const env = environment.safeParse(process.env);
  if (!env.success) throw new UsageError(z.prettifyError(env.error));
  const bus = await createBus({
    kind: env.data.BUS,
    url: env.data.NATS_URL,
    clientName: 'turnout-dead-letters',
    namespace: env.data.NATS_NAMESPACE,
    clusterId: env.data.NATS_CLUSTER_ID,
    connectTimeoutMs: 5_000,
  });
  try {
    return await runCommand(command, bus.deadLetters, (line) => process.stdout.write(`${line}\n`));
  } finally {
    await bus.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const explained = error instanceof UsageError ? `${error.message}\n\n${usage}` : `${String(error)}\n`;
  process.stderr.write(explained);
  process.exitCode = 2;
}
