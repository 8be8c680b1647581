// The five cases every reaction must pass: once, twice, old after new, undecodable, crash between the write and the publish.
import { connectMongo, createIdempotencyStore, createOutbox } from '../outbox/index.ts';
import type { Outbox } from '../outbox/index.ts';
import type { AnyMessage } from '../messages/index.ts';
import type { Handlers } from '../messaging/index.ts';
import { newId } from '../runtime/new-id.ts';
import { eventually } from './eventually.ts';
import { createTestKit } from './test-kit.ts';
import type { TestKit } from './test-kit.ts';

export interface ReactionCase {
  /** The reactions under test, writing through `outbox`. Called again for the crash case, with a kit on its own connection whose outbox cannot publish. */
  handlers(kit: TestKit, outbox: Outbox): Promise<Handlers> | Handlers;
  /** What must be there before the message, given through the service's own stores or reactions. */
  given?(kit: TestKit, handlers: Handlers): Promise<void>;
  message: AnyMessage;
  /** The same aggregate at a lower version, saying something else. Leave out for messages without a history. */
  older?: AnyMessage;
  /** What the reaction changes, as plain data without times. */
  state(kit: TestKit): Promise<unknown>;
  /** Message types the reaction is expected to publish, in any order. */
  publishes?: string[];
}

/** Declares the five tests for one reaction. `make` is called afresh for each. */
export function reactionContract(name: string, make: () => ReactionCase): void {
  describe(`${name}, as every reaction`, () => {
    let kit: TestKit;
    let reaction: ReactionCase;
    let handlers: Handlers;

    beforeEach(async () => {
      kit = await createTestKit();
      reaction = make();
      handlers = await reaction.handlers(kit, kit.outbox);
      await kit.mongo.prepare();
      await reaction.given?.(kit, handlers);
      await kit.settle();
      kit.bus.published.length = 0;
    });
    afterEach(() => kit.stop());

    const answer = (to: AnyMessage, by: Handlers = handlers) =>
      (by[to.type] as (message: AnyMessage) => Promise<void>)(to);
    const published = () => kit.bus.published.map((message) => message.type).sort();
    const expected = () => [...(reaction.publishes ?? [])].sort();

    test('When the message comes once, then its effect is there and its messages leave', async () => {
      const before = await reaction.state(kit);
      await answer(reaction.message);
      await kit.settle();
      expect(await reaction.state(kit)).not.toEqual(before);
      expect(published()).toEqual(expected());
    });

    test('When the message comes twice, then its effect is there once', async () => {
      await answer(reaction.message);
      await kit.settle();
      const once = await reaction.state(kit);
      await answer(reaction.message);
      await answer({ ...reaction.message, messageId: newId() });
      await kit.settle();
      expect(await reaction.state(kit)).toEqual(once);
      expect(published()).toEqual(expected());
    });

    test('When an older version comes after, then it changes nothing', async () => {
      await answer(reaction.message);
      await kit.settle();
      const once = await reaction.state(kit);
      if (reaction.older) await answer(reaction.older);
      await kit.settle();
      expect(await reaction.state(kit)).toEqual(once);
    });

    test('When the bytes are undecodable, then nothing changes and the next message is answered', async () => {
      await kit.react('under-test', handlers);
      const before = await reaction.state(kit);
      kit.bus.deliverBytes(reaction.message.type, new TextEncoder().encode('{"messageId":"x"'));
      await kit.settle();
      expect(await reaction.state(kit)).toEqual(before);
      await kit.bus.publish(reaction.message);
      await kit.settle();
      expect(await reaction.state(kit)).not.toEqual(before);
    });

    test('When the process dies after the write and before the publish, then its messages leave once after the restart', async () => {
      await inAProcessThatDies(kit, async (dyingKit) =>
        answer(reaction.message, await reaction.handlers(dyingKit, dyingKit.outbox)),
      );
      expect(published()).toEqual([]);
      kit.outbox.start();
      await eventually(() => expect(published()).toEqual(expected()));
      await answer(reaction.message);
      await kit.settle();
      expect(published()).toEqual(expected());
    });
  });
}

/** Another process on the same database: it commits, and is gone before anything it published has left. */
async function inAProcessThatDies(kit: TestKit, work: (dyingKit: TestKit) => Promise<void>): Promise<void> {
  const mongo = await connectMongo({
    url: process.env.TEST_MONGO_URL ?? '',
    dbName: kit.mongo.connection.name,
  });
  const outbox = createOutbox({
    connection: mongo.connection,
    publish: () => Promise.reject(new Error('the process is dying')),
    logger: kit.logger,
    now: () => new Date(),
    newId,
  });
  try {
    const idempotency = createIdempotencyStore(mongo.connection);
    await work({ ...kit, mongo, outbox, idempotency });
    await mongo.prepare();
  } finally {
    await outbox.stop();
    await mongo.close();
  }
}
