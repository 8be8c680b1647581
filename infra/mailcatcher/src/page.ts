import type { Mail } from './mail.ts';

/** The list of mails and, when one is chosen, that mail beside it. */
export function page(mails: Mail[], chosen?: Mail): string {
  const title = chosen === undefined ? 'Mails' : escape(chosen.subject);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Turnout mails</title><link rel="stylesheet" href="/styles.css"><script src="/refresh.js" defer></script></head>
<body class="${chosen === undefined ? 'list-only' : 'reading'}">
<nav aria-label="Mails"><header><h1><a href="/">Mails</a></h1><span id="count">${mails.length}</span>
<button id="clear" type="button"${mails.length === 0 ? ' hidden' : ''}>Delete all</button></header>
<ul id="mails">${mails.map((mail) => item(mail, chosen?.id)).join('')}</ul></nav>
<main>${chosen === undefined ? emptyState(mails.length) : reader(chosen)}</main>
</body></html>`;
}

function item(mail: Mail, chosenId?: string): string {
  const current = mail.id === chosenId ? ' aria-current="page"' : '';
  return `<li><a href="/mails/${mail.id}"${current}><span class="who">${escape(mail.to.join(', '))}</span>
<time datetime="${mail.receivedAt}">${escape(mail.receivedAt.slice(0, 16).replace('T', ' '))}</time>
<strong>${escape(mail.subject)}</strong></a></li>`;
}

function emptyState(count: number): string {
  if (count > 0) return '<p class="empty">Choose a mail to read it.</p>';
  return '<p class="empty"><strong>No mail yet.</strong><br>What Turnout sends, an order confirmation for instance, appears here by itself. Nothing leaves this machine.</p>';
}

function reader(mail: Mail): string {
  const attachments = mail.attachments.map(
    ({ fileName }, index) =>
      `<a class="attachment" href="/mails/${mail.id}/attachments/${index}">${escape(fileName)}</a>`,
  );
  return `<article><header><h2>${escape(mail.subject)}</h2>
<dl><dt>From</dt><dd>${escape(mail.from)}</dd><dt>To</dt><dd>${escape(mail.to.join(', '))}</dd>
<dt>Received</dt><dd><time datetime="${mail.receivedAt}">${escape(mail.receivedAt)}</time></dd></dl>${attachments.join(' ')}</header>
<iframe title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mails/${mail.id}/body"></iframe></article>`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Looks for new mails every two seconds and exchanges the list only, so that what is being read stays. */
export const refreshScript = `
const localTimes = () => {
  for (const time of document.querySelectorAll('time')) time.textContent = new Date(time.dateTime).toLocaleString();
};
const refresh = async () => {
  const answer = await fetch(location.href).catch(() => undefined);
  if (!answer) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const seen = (page) => [...page.querySelectorAll('#mails a')].map((link) => link.getAttribute('href')).join();
  if (seen(fresh) === seen(document)) return;
  for (const id of ['mails', 'count', 'clear']) document.getElementById(id).replaceWith(fresh.getElementById(id));
  if (document.body.className === 'list-only') document.querySelector('main').replaceWith(fresh.querySelector('main'));
  localTimes();
};
document.addEventListener('click', async (event) => {
  if (event.target.id !== 'clear') return;
  await fetch('/api/mails', { method: 'DELETE' });
  location.href = '/';
});
localTimes();
setInterval(() => document.hidden || refresh(), 2000);
`;

export const styles = `
:root { color-scheme: light dark; --line: light-dark(#e2e0da, #33322e); --soft: light-dark(#6b675e, #a19d93); --back: light-dark(#faf9f6, #191816); --accent: light-dark(#b4380f, #ff8a5c); }
* { box-sizing: border-box; margin: 0; }
body { font: 15px/1.5 system-ui, sans-serif; height: 100vh; display: grid; grid-template-columns: minmax(280px, 360px) 1fr; background: var(--back); }
nav { border-right: 1px solid var(--line); overflow-y: auto; }
nav header { position: sticky; top: 0; display: flex; align-items: center; gap: .6rem; padding: .9rem 1rem; background: var(--back); border-bottom: 1px solid var(--line); }
h1 { font-size: 1.05rem; } h1 a { color: inherit; text-decoration: none; }
#count { color: var(--soft); font-variant-numeric: tabular-nums; }
button { margin-left: auto; font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: 6px; padding: .15rem .6rem; cursor: pointer; }
ul { list-style: none; padding: 0; }
li a { display: grid; grid-template-columns: 1fr auto; gap: 0 .8rem; padding: .7rem 1rem; color: inherit; text-decoration: none; border-bottom: 1px solid var(--line); }
li a:hover, li a[aria-current] { background: color-mix(in srgb, var(--accent) 9%, transparent); }
li strong { grid-column: 1 / -1; font-weight: 600; }
.who { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .who, time { color: var(--soft); font-size: .85rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
main { min-width: 0; display: grid; }
.empty { place-self: center; max-width: 26rem; padding: 2rem; text-align: center; color: var(--soft); }
article { display: grid; grid-template-rows: auto 1fr; height: 100vh; }
article header { padding: 1rem 1.4rem; border-bottom: 1px solid var(--line); }
h2 { font-size: 1.25rem; } dl { display: grid; grid-template-columns: auto 1fr; gap: 0 .8rem; } dt, dd { color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
.attachment { display: inline-block; margin-top: .5rem; color: var(--accent); }
iframe { width: 100%; height: 100%; border: 0; background: #fff; color-scheme: light; }
@media (max-width: 700px) { body { grid-template-columns: 1fr; } .reading nav { display: none; } .list-only main:has(.empty) { order: 1; } }
`;
