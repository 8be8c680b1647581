/** The bank's page of 3-D Secure: the payer completes or fails it, and is sent back to the shop. */
import express, { Router, type RequestHandler, type Response } from 'express';
import { formatMoney } from '../domain/money.ts';
import type { PaymentIntent } from '../domain/objects.ts';
import { authenticateIntent } from '../domain/payment-intent.ts';
import type { ApiDeps } from '../http/api.ts';
import { sameText } from '../http/keys.ts';
import { escapeHtml, page } from '../pages/layout.ts';

export function authenticationRoutes(deps: ApiDeps): Router {
  const router = Router();
  router.get('/3d_secure_2/hosted/:id', show(deps));
  router.post('/3d_secure_2/hosted/:id', express.urlencoded({ extended: false, limit: '4kb' }), decide(deps));
  return router;
}

function show(deps: ApiDeps): RequestHandler {
  return (req, res) => {
    const intent = permittedIntent(deps, req.params['id'], req.query['payment_intent_client_secret']);
    if (!intent) return sendNote(res, 404, 'This payment is not known here.');
    if (intent.status !== 'requires_action')
      return sendNote(res, 200, 'Nothing is left to do for this payment.');
    const last4 =
      deps.ledger.tables.payment_method.get(intent.payment_method ?? '')?.paymentMethod.card.last4 ?? '';
    return sendPage(res, 200, authenticationPage(intent, last4));
  };
}

function decide(deps: ApiDeps): RequestHandler {
  return async (req, res) => {
    const intent = permittedIntent(deps, req.params['id'], req.query['payment_intent_client_secret']);
    if (!intent) return sendNote(res, 404, 'This payment is not known here.');
    const method = deps.ledger.tables.payment_method.get(intent.payment_method ?? '');
    if (intent.status !== 'requires_action' || !method) {
      return sendNote(res, 409, 'This payment no longer waits for you.');
    }
    const { result } = (req.body ?? {}) as { result?: unknown };
    if (result !== 'complete' && result !== 'fail')
      return sendNote(res, 400, 'Choose one of the two buttons.');
    const change = authenticateIntent(intent, { method, result }, deps.context());
    await deps.recorder.record(change, { requestId: null, idempotencyKey: null });
    const succeeded = change.intent?.status === 'succeeded';
    const returnUrl = intent.next_action?.redirect_to_url.return_url;
    if (!returnUrl)
      return sendNote(
        res,
        200,
        succeeded ? 'Paid. You may close this page.' : 'Not paid. You may close this page.',
      );
    return res.redirect(303, withResult(returnUrl, intent, succeeded));
  };
}

function permittedIntent(deps: ApiDeps, id: unknown, secret: unknown): PaymentIntent | undefined {
  const intent = deps.ledger.tables.payment_intent.get(String(id));
  return intent && typeof secret === 'string' && sameText(secret, intent.client_secret) ? intent : undefined;
}

/** Stripe adds these three to the shop's address, whatever it already carries. */
function withResult(returnUrl: string, intent: PaymentIntent, succeeded: boolean): string {
  const url = new URL(returnUrl);
  url.searchParams.set('payment_intent', intent.id);
  url.searchParams.set('payment_intent_client_secret', intent.client_secret);
  url.searchParams.set('redirect_status', succeeded ? 'succeeded' : 'failed');
  return url.href;
}

function authenticationPage(intent: PaymentIntent, last4: string): string {
  return page(
    'Confirm your payment',
    `<main class="narrow"><div class="card">
<span class="tag">Sandbox</span>
<h1>Confirm your payment</h1>
<p class="amount">${escapeHtml(formatMoney(intent.amount, intent.currency))}</p>
<p>Your bank asks whether it is you who pays with the card ending in ${escapeHtml(last4)}. In the sandbox you decide.</p>
<form method="post">
<button name="result" value="complete">Complete authentication</button>
<button class="quiet" name="result" value="fail">Fail authentication</button>
</form>
</div></main>`,
  );
}

function sendNote(res: Response, status: number, text: string): void {
  const body = `<main class="narrow"><div class="card"><span class="tag">Sandbox</span><h1>${escapeHtml(text)}</h1></div></main>`;
  sendPage(res, status, page('Turnout payment sandbox', body));
}

function sendPage(res: Response, status: number, html: string): void {
  res.status(status).set(pageHeaders).send(html);
}

export const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
