import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport, type Transporter } from 'nodemailer';
import type { SMTPServer } from 'smtp-server';
import { createMailApp } from '../src/app.ts';
import { parseMail } from '../src/mail.ts';
import { createMailStore } from '../src/mail-store.ts';
import { createSmtpServer } from '../src/smtp.ts';

let folder: string;
let smtp: SMTPServer;
let http: Server;
let mailer: Transporter;
let url: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-mails-'));
  const store = createMailStore(join(folder, 'mails.json'));
  smtp = createSmtpServer(async (raw, envelope) => store.add(await parseMail(raw, envelope, new Date())));
  const smtpSocket = smtp.listen(0, '127.0.0.1');
  http = createMailApp(store).listen(0, '127.0.0.1');
  await Promise.all([once(smtpSocket, 'listening'), once(http, 'listening')]);
  const { port } = smtpSocket.address() as AddressInfo;
  mailer = createTransport({ host: '127.0.0.1', port, secure: false });
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});

afterEach(async () => {
  mailer.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  http.closeAllConnections();
  http.close();
  await rm(folder, { recursive: true, force: true });
});

interface Listed {
  id: string;
  subject: string;
  to: string[];
  html: string | null;
  attachments: { fileName: string; path: string }[];
}

async function mailsTo(address?: string): Promise<Listed[]> {
  const query = address === undefined ? '' : `?to=${encodeURIComponent(address)}`;
  const answer = await fetch(`${url}/api/mails${query}`);
  return ((await answer.json()) as { items: Listed[] }).items;
}

const send = (to: string, subject: string, html = '<p>Hello</p>') =>
  mailer.sendMail({ from: 'tickets@turnout.test', to, subject, html });

test('When mails were sent, then the list has them newest first, and those of one recipient on demand', async () => {
  await send('ada@example.com', 'First');
  await send('Bob@example.com', 'Second');
  expect((await mailsTo()).map(({ subject }) => subject)).toEqual(['Second', 'First']);
  expect((await mailsTo('bob@example.com')).map(({ subject }) => subject)).toEqual(['Second']);
  expect(await mailsTo('nobody@example.com')).toEqual([]);
});

test('When a mail shows an attached picture, then the picture is part of its HTML and can be downloaded', async () => {
  await mailer.sendMail({
    from: 'tickets@turnout.test',
    to: 'ada@example.com',
    subject: 'Your ticket',
    html: '<img src="cid:qr">',
    attachments: [{ cid: 'qr', filename: 'qr.png', content: Buffer.from('picture') }],
  });
  const [mail] = await mailsTo();
  expect(mail?.html).toContain(`data:image/png;base64,${Buffer.from('picture').toString('base64')}`);
  const download = await fetch(`${url}${mail?.attachments[0]?.path}`);
  expect(await download.text()).toBe('picture');
});

test('When a mail carries a script, then the page shows it in a frame that may not run it', async () => {
  await send('ada@example.com', '<b>Hi</b>', '<script>alert(1)</script>');
  const [mail] = await mailsTo();
  const page = await (await fetch(`${url}/mails/${mail?.id}`)).text();
  expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(page).toContain('&lt;b&gt;Hi&lt;/b&gt;');
  expect(page).not.toContain('<b>Hi</b>');
  const body = await fetch(`${url}/mails/${mail?.id}/body`);
  expect(body.headers.get('content-security-policy')).toMatch(
    /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/,
  );
});

test('When there is no mail, then the page says what will come', async () => {
  expect(await (await fetch(url)).text()).toContain('No mail yet.');
});

test('When all mails are deleted, then none is left, also after a restart', async () => {
  await send('ada@example.com', 'First');
  expect((await fetch(`${url}/api/mails`, { method: 'DELETE' })).status).toBe(204);
  expect(await mailsTo()).toEqual([]);
  expect(createMailStore(join(folder, 'mails.json')).list()).toEqual([]);
});

test('When the catcher restarts, then the mails are there, at most as many as the limit', async () => {
  await send('ada@example.com', 'First');
  await send('ada@example.com', 'Second');
  await send('ada@example.com', 'Third');
  const subjects = createMailStore(join(folder, 'mails.json'), 2)
    .list()
    .map(({ subject }) => subject);
  expect(subjects).toEqual(['Third', 'Second']);
});
