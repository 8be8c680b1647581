export { createTestAuth } from './test-auth.ts';
export type { TestAuth } from './test-auth.ts';
export { createTestKit } from './test-kit.ts';
export type { TestKit } from './test-kit.ts';
export { eventually } from './eventually.ts';
export { toMessage } from './to-message.ts';
export { reactionContract } from './reaction-contract.ts';
export type { ReactionCase } from './reaction-contract.ts';
export { sampleCharge, sampleEvent, sampleOrder, sampleTicket, sampleTicketType } from './samples.ts';
