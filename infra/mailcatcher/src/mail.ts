import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';

export interface Attachment {
  fileName: string;
  mimeType: string;
  contentBase64: string;
}

export interface Mail {
  id: string;
  receivedAt: string;
  from: string;
  /** Who it was delivered to, which is what counts; the header may name others. */
  to: string[];
  subject: string;
  text: string;
  /** Null when the mail has no HTML part. */
  html: string | null;
  attachments: Attachment[];
}

export interface Envelope {
  from: string;
  to: string[];
}

/** Reads what came over SMTP; pictures that the HTML refers to become part of it. */
export async function parseMail(raw: Buffer, envelope: Envelope, now: Date): Promise<Mail> {
  const parsed = await PostalMime.parse(raw, { attachmentEncoding: 'base64' });
  const attachments = parsed.attachments.map((attachment) => ({
    fileName: attachment.filename ?? 'unnamed',
    mimeType: attachment.mimeType,
    contentBase64: typeof attachment.content === 'string' ? attachment.content : '',
    contentId: attachment.contentId?.replaceAll(/[<>]/g, ''),
  }));
  let html = parsed.html ?? null;
  for (const { contentId, mimeType, contentBase64 } of attachments) {
    if (contentId !== undefined) {
      html = html?.replaceAll(`cid:${contentId}`, `data:${mimeType};base64,${contentBase64}`) ?? null;
    }
  }
  return {
    id: randomUUID(),
    receivedAt: now.toISOString(),
    from: parsed.from?.address ?? envelope.from,
    to: envelope.to,
    subject: parsed.subject ?? '(no subject)',
    text: parsed.text ?? '',
    html,
    attachments: attachments.map(({ fileName, mimeType, contentBase64 }) => ({
      fileName,
      mimeType,
      contentBase64,
    })),
  };
}
