import express, { type Express, type Response } from 'express';
import type { Mail } from './mail.ts';
import type { MailStore } from './mail-store.ts';
import { page, refreshScript, styles } from './page.ts';

/** The mail page and its JSON API. */
export function createMailApp(store: MailStore): Express {
  const app = express();
  app.disable('x-powered-by');

  app.get('/readyz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/', (_request, response) => void response.send(page(store.list())));
  app.get('/styles.css', (_request, response) => void response.type('css').send(styles));
  app.get('/refresh.js', (_request, response) => void response.type('js').send(refreshScript));

  app.get('/mails/:mailId', (request, response) => {
    const mail = store.find(request.params.mailId);
    response.status(mail === undefined ? 404 : 200).send(page(store.list(), mail));
  });
  // The HTML of a mail is somebody else's: it may show, but neither run scripts nor send forms.
  app.get('/mails/:mailId/body', (request, response) => {
    const mail = store.find(request.params.mailId);
    if (mail === undefined) return notFound(response);
    response.set(
      'Content-Security-Policy',
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data: https:; style-src 'unsafe-inline'",
    );
    if (mail.html === null) response.type('text').send(mail.text);
    else response.send(mail.html.replace(/<head>|^/i, '$&<base target="_blank">'));
  });
  app.get('/mails/:mailId/attachments/:index', (request, response) => {
    const attachment = store.find(request.params.mailId)?.attachments[Number(request.params.index)];
    if (attachment === undefined) return notFound(response);
    response.attachment(attachment.fileName).set('Content-Type', attachment.mimeType);
    response.set('X-Content-Type-Options', 'nosniff').send(Buffer.from(attachment.contentBase64, 'base64'));
  });

  app.get('/api/mails', (request, response) => {
    const { to } = request.query;
    response.json({ items: store.list(typeof to === 'string' ? to : undefined).map(present) });
  });
  app.get('/api/mails/:mailId', (request, response) => {
    const mail = store.find(request.params.mailId);
    if (mail === undefined) return notFound(response);
    response.json(present(mail));
  });
  app.delete('/api/mails', (_request, response) => {
    store.clear();
    response.status(204).end();
  });
  app.use((_request, response) => notFound(response));
  return app;
}

function present({ attachments, ...mail }: Mail) {
  return {
    ...mail,
    attachments: attachments.map(({ fileName, mimeType, contentBase64 }, index) => ({
      fileName,
      mimeType,
      bytes: Buffer.byteLength(contentBase64, 'base64'),
      path: `/mails/${mail.id}/attachments/${index}`,
    })),
  };
}

function notFound(response: Response): void {
  response.status(404).json({ errors: [{ message: 'There is nothing here.', code: 'not-found' }] });
}
