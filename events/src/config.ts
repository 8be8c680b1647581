import { mongoConfig } from '@turnout/common/runtime';

export const eventsConfig = mongoConfig;
