import { mongoConfig } from '@turnout/common/runtime';

export const scannerConfig = mongoConfig;
