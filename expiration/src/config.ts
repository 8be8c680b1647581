import { baseConfig } from '@turnout/common/runtime';
import { z } from 'zod';

export const expirationConfig = baseConfig.extend({ REDIS_URL: z.string().min(1) });
