// The database's clock, for decisions that several processes must agree on whatever their own clocks say.
import type { Connection } from 'mongoose';

export interface DatabaseClock {
  now(): Date;
  /** Measures again; called on a timer by whoever owns the clock. */
  synchronize(): Promise<void>;
}

/**
 * Reads the server's time (`hello.localTime`) a few times, keeps the reading with the shortest round trip and counts on from it
 * with the monotonic clock, so that a wrong or stepping wall clock of this machine does not matter. Error: half that round trip.
 */
export async function createDatabaseClock(connection: Connection): Promise<DatabaseClock> {
  let epochAtMonotonicZero = 0;
  async function synchronize(): Promise<void> {
    let best = Number.POSITIVE_INFINITY;
    for (let sample = 0; sample < 3; sample += 1) {
      const sent = performance.now();
      const answer = await connection.db?.admin().command({ hello: 1 });
      const received = performance.now();
      if (!answer || received - sent >= best) continue;
      best = received - sent;
      // The server read its clock before the answer arrived: counting from `received` may be late, never early.
      epochAtMonotonicZero = (answer.localTime as Date).getTime() - received;
    }
  }
  await synchronize();
  return { now: () => new Date(epochAtMonotonicZero + performance.now()), synchronize };
}
