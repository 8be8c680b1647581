export { baseConfig, mongoConfig, readConfig } from './config.ts';
export type { BaseConfig } from './config.ts';
export { createLogger } from './logger.ts';
export type { Logger } from './logger.ts';
export { newId } from './new-id.ts';
export { runService } from './run-service.ts';
export type { ServiceContext } from './run-service.ts';
export { openBus, openMongo, openOutbox, openService, react, serveHttp } from './collaborators.ts';
export { every } from './every.ts';
