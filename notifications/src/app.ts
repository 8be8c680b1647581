import { createApp } from '@turnout/common/http';
import type { AppOptions } from '@turnout/common/http';
import type { Express } from 'express';

/** No routes of its own: health, readiness, metrics. */
export function createNotificationsApp(
  options: Pick<AppOptions, 'logger' | 'publicUrl' | 'metrics' | 'ready'>,
): Express {
  return createApp({ ...options, name: 'notifications', routes: [] });
}
