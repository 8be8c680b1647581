// What arrived by SMTP.
import { createClient } from '../api/client.ts';
import { until } from '../api/until.ts';
import { facts } from '../stack/facts.ts';

interface Mail {
  id: string;
  to: string[];
  subject: string;
  text: string;
  html: string | null;
}

const catcher = createClient({}, () => facts().mailUrl);

export async function mailsTo(email: string): Promise<Mail[]> {
  const { items } = await catcher.expect<{ items: Mail[] }>(
    200,
    'GET',
    `/api/mails?to=${encodeURIComponent(email)}`,
  );
  return items;
}

/** The mails about one order, which all name it. */
export async function mailsAbout(email: string, orderId: string): Promise<Mail[]> {
  return (await mailsTo(email)).filter(({ text, html }) => `${text}${html}`.includes(orderId));
}

export async function untilMailed(email: string, orderId: string): Promise<Mail> {
  return await until(
    `a mail about order ${orderId} arrived`,
    async () => (await mailsAbout(email, orderId))[0],
  );
}
