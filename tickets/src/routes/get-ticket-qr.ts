import { AppError } from '@turnout/common/errors';
import { param, route } from '@turnout/common/http';
import { toBuffer, toString as toText } from 'qrcode';
import { isValid } from '../domain/ticket.ts';
import type { Deps } from '../deps.ts';
import { ticketOf, toTicketBody } from './get-ticket.ts';

/** A quiet zone of four modules, as the standard asks; scanners fail on less. */
const look = { errorCorrectionLevel: 'M', margin: 4 } as const;
/** Dots a module of a PNG, for screens and mails. */
const pngScale = 10;

const drawing = (deps: Pick<Deps, 'store'>, format: 'svg' | 'png') =>
  route({
    method: 'get',
    path: `/api/tickets/:id/qr.${format}`,
    summary: `The QR code of one of my tickets, as ${format.toUpperCase()}`,
    access: 'user',
    params: { id: param.id() },
    handler: async ({ user, path }) => {
      const ticket = await ticketOf(deps, user.userId, path.id);
      if (!isValid(ticket)) {
        throw new AppError(
          'conflict',
          'ticket-not-valid',
          `This ticket was ${ticket.status}; it has no QR code.`,
          { facts: { status: ticket.status } },
        );
      }
      const { code } = await toTicketBody(deps, ticket);
      const segments = [{ data: code, mode: 'alphanumeric' }] as const;
      const body =
        format === 'svg'
          ? await toText([...segments], { ...look, type: 'svg' })
          : await toBuffer([...segments], { ...look, scale: pngScale });
      const type = format === 'svg' ? 'image/svg+xml' : 'image/png';
      return { status: 200, body, headers: { 'Content-Type': type, 'Cache-Control': 'private, max-age=60' } };
    },
  });

export const getTicketQrSvg = (deps: Pick<Deps, 'store'>) => drawing(deps, 'svg');
export const getTicketQrPng = (deps: Pick<Deps, 'store'>) => drawing(deps, 'png');
