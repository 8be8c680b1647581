import { mongoConfig } from '@turnout/common/runtime';

export const ordersConfig = mongoConfig;
