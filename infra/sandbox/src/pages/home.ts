import type { Keys } from '../http/keys.ts';
import { testCards, type TestCard } from '../domain/test-cards.ts';
import { escapeHtml, page } from './layout.ts';

/** What this server is, which cards it knows, and where a developer looks next. */
export function homePage(keys: Keys, apiVersion: string): string {
  return page(
    'Turnout payment sandbox',
    `<main>
<span class="tag">Sandbox</span>
<h1>Payments without money</h1>
<p>This server stands in for Stripe while Turnout runs without keys. It speaks the part of Stripe’s API that Turnout uses
(version <code>${escapeHtml(apiVersion)}</code>), keeps what was paid, and sends signed webhooks. No card is ever charged.</p>
<h2>Test cards</h2>
<div class="card scroll"><table>
<thead><tr><th>Number</th><th>Payment method</th><th>What happens</th></tr></thead>
<tbody>${testCards.map(cardRow).join('\n')}</tbody>
</table></div>
<p style="margin-top:1rem">Any expiry date to come, any CVC: three digits, four for American Express.</p>
<h2>Keys</h2>
<div class="card scroll"><table><tbody>
<tr><td>Publishable key</td><td><code>${escapeHtml(keys.publishableKey)}</code></td></tr>
<tr><td>Secret key</td><td>the sandbox’s <code>SECRET_KEY</code></td></tr>
</tbody></table></div>
<h2>For tests</h2>
<p><a href="/_sandbox/ledger">/_sandbox/ledger</a> shows every payment, refund and event with its deliveries;
<a href="/_sandbox/faults">/_sandbox/faults</a> shows the faults that are switched on.</p>
</main>`,
  );
}

function cardRow({ number, token, note, brand }: TestCard): string {
  const grouped =
    brand === 'amex' ? number.replace(/(.{4})(.{6})/, '$1 $2 ') : number.replaceAll(/(.{4})(?=.)/g, '$1 ');
  return `<tr><td class="number"><code>${grouped}</code></td><td><code>${token}</code></td><td>${escapeHtml(note)}</td></tr>`;
}
