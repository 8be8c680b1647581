// Power cuts at the four instants that matter, planted into the built code.
import { rm, writeFile } from 'node:fs/promises';
import type { Plant } from '../plant/plants.ts';
import { serviceNames } from '../stack/stack.ts';
import type { Cell, Stage } from './cell.ts';
import { isBack } from './processes.ts';

const withDatabase = serviceNames.filter((service) => service !== 'expiration');

async function crashing({ stack, at, note }: Stage): Promise<void> {
  await at(1_000);
  await writeFile(stack.crashSwitch, '');
  await at(26_000);
  await rm(stack.crashSwitch, { force: true });
  const crashes = stack.log.filter((line) => line.includes('SIGKILL')).length;
  note(`${crashes} crashes since the stack was started`);
  if (crashes === 0) throw new Error('the planted crash point never fired');
  await Promise.all(serviceNames.flatMap((service) => stack.servicesOf(service)).map((each) => isBack(each)));
}

const cell = (name: string, title: string, plants: Plant[]): Cell => ({
  name: `crash-${name}`,
  title: `crash ${title}`,
  stack: { plants },
  during: crashing,
});

/** Crash chances are per passage, chosen so that a run has a handful of crashes and still sells. */
export const crashCells: Cell[] = [
  cell('before-publish', 'after the commit, before the publish', [
    {
      services: withDatabase,
      file: 'common/dist/outbox/outbox.js',
      find: 'relay.send(rows);',
      replace: 'if (rows.length > 0) faultsCrash(0.02);\n        relay.send(rows);',
    },
  ]),
  cell('before-delete', 'after the publish, before the outbox row is deleted', [
    {
      services: withDatabase,
      file: 'common/dist/outbox/relay.js',
      find: 'if (sent.length > 0)',
      replace: 'if (sent.length > 0) faultsCrash(0.06);\n                if (sent.length > 0)',
    },
  ]),
  cell('before-save', 'after the call to the provider or mail server, before the save', [
    {
      services: ['payments'],
      file: 'payments/dist/work/start-payment.js',
      find: 'const intent = await gateway.start(startRequest(payment, order));',
      replace:
        'const intent = await gateway.start(startRequest(payment, order));\n            faultsCrash(0.06);',
    },
    {
      services: ['payments'],
      file: 'payments/dist/work/give-back.js',
      find: 'await record(deps, charge.orderId, refund);',
      replace: 'faultsCrash(0.6);\n        await record(deps, charge.orderId, refund);',
    },
    {
      services: ['notifications'],
      file: 'notifications/dist/delivery/deliver.js',
      find: 'await mails.noteSent(mail, now());',
      replace: 'faultsCrash(0.03);\n        await mails.noteSent(mail, now());',
    },
  ]),
  cell('before-ack', 'after the save, before the acknowledgement', [
    {
      services: serviceNames,
      file: 'common/dist/messaging/jetstream/worker.js',
      find: "if (outcome.kind === 'acknowledge')",
      replace:
        "if (outcome.kind === 'acknowledge') faultsCrash(0.004);\n        if (outcome.kind === 'acknowledge')",
    },
  ]),
];
