import { createMailApp } from './app.ts';
import { parseMail } from './mail.ts';
import { createMailStore } from './mail-store.ts';
import { createSmtpServer } from './smtp.ts';

/** Only this machine may hand in or read mails, unless told otherwise, as in a container. */
const HOST = process.env['HOST'] ?? '127.0.0.1';

const store = createMailStore(process.env['MAIL_FILE']);
const smtp = createSmtpServer(async (raw, envelope) => store.add(await parseMail(raw, envelope, new Date())));
smtp.on('error', (error) => console.error(error.message));
smtp.listen(portFrom('SMTP_PORT', 1025), HOST);
const server = createMailApp(store).listen(portFrom('PORT', 3025), HOST);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    smtp.close();
    server.close();
    server.closeAllConnections();
  });
}

function portFrom(name: string, usual: number): number {
  const port = Number(process.env[name] ?? usual);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  console.error(`${name} must be a port, not "${process.env[name]}".`);
  process.exit(1);
}
