export { decodeTicketCode } from './layout.ts';
export type { TicketCode } from './layout.ts';
export { createTicketKeyPair, signTicketCode, verifyTicketCode } from './signature.ts';
export type { TicketKeyPair } from './signature.ts';
