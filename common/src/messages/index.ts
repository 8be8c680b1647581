export { messageTypes, nounOf, publishers, subjectParts } from './catalog.ts';
export type { AnyMessage, Message, MessageData, MessageType, NewMessage, Publisher } from './catalog.ts';
export { decodeMessage, encodeMessage, UndecodableMessage } from './codec.ts';
export * from './schemas/users.ts';
export * from './schemas/events.ts';
export * from './schemas/tickets.ts';
export * from './schemas/orders.ts';
export * from './schemas/charges.ts';
export * from './schemas/check-ins.ts';
