import { Router } from 'express';
import { api, reading, type ApiDeps } from '../http/api.ts';
import { readForm } from '../http/form.ts';

const account = {
  id: 'acct_turnoutsandbox',
  object: 'account',
  business_type: 'company',
  capabilities: { card_payments: 'active' },
  charges_enabled: true,
  country: 'FR',
  default_currency: 'eur',
  details_submitted: true,
  email: 'sandbox@turnout.example',
  payouts_enabled: true,
  settings: { dashboard: { display_name: 'Turnout sandbox', timezone: 'Etc/UTC' } },
  type: 'standard',
};

export function accountRoutes(deps: ApiDeps): Router {
  const router = Router();
  const retrieve = api(deps, ({ form }) => {
    readForm(form, {});
    return reading(() => account);
  });
  router.get('/v1/account', retrieve);
  return router;
}
