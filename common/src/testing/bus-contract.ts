// What every adapter of the bus must hold, whatever broker is behind it. Order is not promised, so no test asks for it.
import { deliveryTests } from './bus-contract/delivery.ts';
import { failureTests } from './bus-contract/failures.ts';
import type { BusHarness, BusTraits } from './bus-contract/harness.ts';
import { lifecycleTests } from './bus-contract/lifecycle.ts';
import { restartTests } from './bus-contract/restarts.ts';
import { createStage } from './bus-contract/stage.ts';

export type { BusHarness, BusTraits, ConnectOptions } from './bus-contract/harness.ts';

/** Declares the suite. The harness is opened once; each test has a namespace of its own on the broker. */
export function busContract(name: string, traits: BusTraits, open: () => Promise<BusHarness>): void {
  describe(`${name}, as every bus`, () => {
    let harness: BusHarness | undefined;
    const stage = createStage(traits, () => {
      if (!harness) throw new Error('the harness is not open');
      return harness;
    });

    beforeAll(async () => {
      harness = await open();
    }, 120_000);
    afterEach(() => stage.clear());
    afterAll(() => harness?.close());

    deliveryTests(stage);
    failureTests(stage);
    lifecycleTests(stage);
    if (traits.hasServer) restartTests(stage);
  });
}
