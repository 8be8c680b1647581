/** For tests that run the sandbox in their own process. */
export { apiVersion, createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
export { testCards, type TestCard } from './domain/test-cards.ts';
