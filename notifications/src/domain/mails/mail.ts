// What every mail looks like: a heading, lines of text, perhaps a table and a button. Written once, told as text and as HTML.
import { html } from './html.ts';
import type { Html } from './html.ts';

export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

interface MailDraft {
  subject: string;
  /** One paragraph each. */
  lines: string[];
  /** Label and value, such as an item and its price. */
  rows?: [label: string, value: string][];
  /** What to do next. */
  button?: { label: string; url: string } | undefined;
  /** Small print. */
  footer: string;
}

export function toMail({ subject, lines, rows = [], button, footer }: MailDraft): MailContent {
  const table = rows.map(([label, value]) => `  ${label}: ${value}`).join('\n');
  const call = button ? `${button.label}: ${button.url}` : '';
  const text = [...lines, table, call, '--\n' + footer].filter((part) => part !== '').join('\n\n');
  return { subject, text: `${text}\n`, html: page({ subject, lines, rows, button, footer }).markup };
}

const font = 'font-family:Helvetica,Arial,sans-serif';

function page({ subject, lines, rows = [], button, footer }: MailDraft): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;background:#f4f4f5;${font};color:#18181b">
        <div style="max-width:560px;margin:0 auto;padding:32px 24px;background:#ffffff">
          <h1 style="font-size:22px;margin:0 0 16px">${subject}</h1>
          ${lines.map((line) => html`<p style="font-size:16px;line-height:1.5;margin:0 0 12px">${line}</p>`)}
          ${rows.length > 0 ? tableOf(rows) : ''} ${button ? buttonOf(button) : ''}
          <p style="font-size:12px;color:#71717a;margin:32px 0 0">${footer}</p>
        </div>
      </body>
    </html> `;
}

function tableOf(rows: [string, string][]): Html {
  const cell = 'padding:8px 0;border-bottom:1px solid #e4e4e7;font-size:15px';
  return html`<table role="presentation" style="width:100%;border-collapse:collapse;margin:16px 0">
    ${rows.map(
      ([label, value]) =>
        html`<tr>
          <td style="${cell}">${label}</td>
          <td style="${cell};text-align:right">${value}</td>
        </tr> `,
    )}
  </table>`;
}

function buttonOf({ label, url }: { label: string; url: string }): Html {
  const look =
    'display:inline-block;padding:12px 24px;background:#18181b;color:#ffffff;text-decoration:none;border-radius:8px';
  return html`<p style="margin:24px 0 0"><a href="${url}" style="${look}">${label}</a></p>`;
}
