// Bugs planted on purpose, each with the trouble that brings it out: the auditor must find every one, or it is worth nothing.
import type { Plan } from '../load/plan.ts';
import type { Shop } from '../load/shop.ts';
import { hexId } from '../load/shop.ts';
import type { Plant } from '../plant/plants.ts';
import type { Cell } from './cell.ts';
import { clockCells } from './clocks.ts';
import { crashCells } from './crash-points.ts';
import { messageCells } from './messages.ts';
import { kill9, processCells } from './processes.ts';

const known = [...clockCells, ...crashCells, ...messageCells, ...processCells];
function troubleOf(name: string): Cell {
  const found = known.find((cell) => cell.name === name);
  if (!found) throw new Error(`there is no cell ${name}`);
  return found;
}

function bug(name: string, title: string, given: { trouble: Cell; plants: Plant[] }): Cell {
  const { trouble, plants } = given;
  return {
    name: `bug-${name}`,
    title: `${title} (${trouble.title})`,
    stack: { ...trouble.stack, plants },
    during: trouble.during,
    isBug: true,
  };
}

const crashBeforeSave = troubleOf('crash-before-save');

/** Often and late enough to fall into the three seconds between the acknowledgement and the write. */
const killedOften: Cell = {
  ...troubleOf('kill-tickets'),
  title: 'and tickets killed with -9 every three seconds',
  async during({ stack, at }) {
    for (let ms = 6_000; ms <= 27_000; ms += 3_000) {
      await at(ms);
      await Promise.all(stack.servicesOf('tickets').map(kill9));
    }
  },
};

/** Part refunds beyond the luck of the draw: the provider refuses the second half of a whole one by itself. */
const refundedInPart: Cell = {
  ...troubleOf('calm'),
  title: 'with a few part refunds more',
  async during({ shop, buy }) {
    await Promise.all(Array.from({ length: 6 }, () => buy(partRefund(shop))));
  },
};

/** Two tickets, paid at once, one of them given back. */
function partRefund({ stack, types }: Shop): Plan {
  const [main] = types;
  if (!main) throw new Error('the shop sells nothing');
  const { ticketTypeId, priceCents: unitPriceCents } = main;
  return {
    buyer: stack.mint(`b${hexId().slice(1)}`, 'customer'),
    startsAfterMs: 0,
    items: [{ ticketTypeId, quantity: 2, unitPriceCents }],
    usesPromoCode: false,
    clicks: 1,
    patience: 1,
    end: 'pay',
    lateByMs: 0,
    thinkMs: 0,
    after: 'refund',
    refundsAll: false,
  };
}

export const bugCells: Cell[] = [
  bug('stock-condition', 'stock condition dropped', {
    trouble: troubleOf('calm'),
    plants: [
      {
        services: ['orders'],
        file: 'orders/dist/domain/inventory.js',
        find: 'if (stock[from] < quantity)',
        replace: 'if (false)',
      },
      {
        services: ['orders'],
        file: 'orders/dist/domain/inventory.js',
        find: 'availableOf(inventory, ticketTypeId) < quantity',
        replace: 'false',
      },
      // The schema of the message would refuse a negative stock before it is committed: a second net, put away here.
      {
        services: ['orders', 'tickets'],
        file: 'common/dist/messages/schemas/orders.js',
        find: 'available: count,',
        replace: 'available: z.int(),',
      },
    ],
  }),
  bug('publish-before-commit', 'messages published before the commit', {
    trouble: { ...crashBeforeSave, title: 'with crashes between the two' },
    plants: [
      {
        services: ['orders'],
        file: 'common/dist/outbox/outbox.js',
        find: 'if (rows.length > 0) {',
        replace:
          'relay.send([...rows]);\n            await relay.flush();\n            if (rows.some(({ message }) => message.type === "OrderCreated")) faultsCrash(0.25);\n            if (rows.length > 0) {',
      },
    ],
  }),
  bug('ack-before-write', 'messages acknowledged before the write', {
    trouble: killedOften,
    plants: [
      {
        services: ['tickets'],
        file: 'common/dist/messaging/jetstream/worker.js',
        find: 'const outcome = await attempt(',
        replace:
          'answer(() => message.ack());\n        await pause(3_000);\n        const outcome = await attempt(',
      },
    ],
  }),
  bug('expiry-check', 'expiry check dropped', {
    trouble: troubleOf('clock-ahead'),
    plants: [
      {
        services: ['orders'],
        file: 'orders/dist/domain/ledger-ends.js',
        find: 'if (!orders.isOpen(order) || !orders.isOver(order, now))',
        replace: 'if (!orders.isOpen(order))',
      },
    ],
  }),
  bug('refund-key', 'refunds asked for twice, without a key', {
    trouble: refundedInPart,
    plants: [
      {
        services: ['payments'],
        file: 'payments/dist/gateway/stripe-gateway.js',
        find: 'stripe.refunds.create(wanted, { idempotencyKey: refundId })',
        replace: 'stripe.refunds.create(wanted)',
      },
      {
        services: ['payments'],
        file: 'payments/dist/work/give-back.js',
        find: 'await gateway.refund({ intentId: charge.providerId, refundId, amountCents });',
        replace:
          'for (let i = 0; i < 2; i += 1) await gateway.refund({ intentId: charge.providerId, refundId, amountCents });',
      },
    ],
  }),
  bug('version-check', 'version check of copies dropped', {
    trouble: troubleOf('doubled'),
    plants: [
      {
        services: ['payments', 'tickets', 'notifications'],
        file: 'common/dist/outbox/copies.js',
        find: 'if (kept && kept.version >= copy.version)',
        replace: 'if (false)',
      },
      {
        services: ['payments', 'tickets', 'notifications'],
        file: 'common/dist/outbox/copies.js',
        find: '{ _id, version: mongoose.trusted({ $lt: copy.version }) }',
        replace: '{ _id }',
      },
    ],
  }),
];
