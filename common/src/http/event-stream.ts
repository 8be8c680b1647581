// Server-sent events: one open response per viewer, with heartbeats so that proxies and dead peers are noticed.
import type { Request, Response } from 'express';

export interface EventStream {
  send(data: unknown, eventName?: string): void;
  /** Called once when the viewer is gone or the service drains. */
  onClose(callback: () => void): void;
}

const heartbeatMs = 15_000;

export function openEventStream(request: Request, response: Response): EventStream {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  response.write('retry: 2000\n\n');
  const heartbeat = setInterval(() => response.write(': alive\n\n'), heartbeatMs);
  const openStreams = request.app.locals.openStreams as Set<Response> | undefined;
  openStreams?.add(response);
  response.on('close', () => {
    clearInterval(heartbeat);
    openStreams?.delete(response);
  });
  return {
    send(data, eventName) {
      response.write(`${eventName ? `event: ${eventName}\n` : ''}data: ${JSON.stringify(data)}\n\n`);
    },
    onClose: (callback) => void response.on('close', callback),
  };
}
