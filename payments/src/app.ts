import { createApp } from '@turnout/common/http';
import type { AppOptions } from '@turnout/common/http';
import type { Express } from 'express';
import type { NoticeReader } from './domain/ports.ts';
import { getConfig } from './routes/get-config.ts';
import type { ClientConfig } from './routes/get-config.ts';
import { listCharges } from './routes/list-charges.ts';
import { startPaymentRoute } from './routes/start-payment.ts';
import { stripeWebhook } from './routes/stripe-webhook.ts';
import type { OrderCopyStore } from './store/order-copy.store.ts';
import type { PaymentStore } from './store/payment.store.ts';
import type { PaymentWork } from './work/payment-work.ts';

export interface PaymentsDeps extends Omit<AppOptions, 'name' | 'routes' | 'metrics'> {
  metrics: AppOptions['metrics'];
  orders: OrderCopyStore;
  payments: PaymentStore;
  work: PaymentWork;
  notices: NoticeReader;
  stripe: ClientConfig;
}

export function createPaymentsApp(deps: PaymentsDeps): Express {
  const { startPayment, hearNotice } = deps.work;
  const routes = [
    getConfig(deps),
    listCharges(deps),
    startPaymentRoute({ startPayment }),
    stripeWebhook({ notices: deps.notices, hearNotice }),
  ];
  return createApp({ ...deps, name: 'payments', routes });
}
