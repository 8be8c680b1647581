// A session with NATS Streaming, opened anew whenever it is lost: one way to start is also the one way to recover.
import { connect } from 'node-nats-streaming';
import type { Stan } from 'node-nats-streaming';
import { reasonOf } from '../attempt.ts';
import { atMost, pause } from '../pause.ts';
import { jittered } from '../settings.ts';
import type { BusLogger } from '../settings.ts';

export interface SessionOptions {
  url: string;
  clusterId: string;
  /** Unique among the processes; the broker remembers it while it is connected. */
  clientId: string;
  connectTimeoutMs: number;
  logger: BusLogger;
}

export interface Session {
  stan: Stan;
  isLost(): boolean;
  /** Gives it up, so that a new one is opened. */
  drop(reason: unknown): void;
}

export interface Sessions {
  /** The one that works now, if any. */
  current(): Session | undefined;
  /** Calls back with the current session, if any, and with each later one. Returns how to stop that. */
  onOpen(listener: (session: Session) => void): () => void;
  close(): Promise<void>;
}

const answerTimeoutMs = 2_000;

/** Rejects when no server answers in time; after that a lost session is opened again without end. */
export async function openSessions(options: SessionOptions): Promise<Sessions> {
  const { logger } = options;
  const closing = new AbortController();
  const listeners = new Set<(session: Session) => void>();
  let session: Session | undefined = await firstSession();

  async function firstSession(): Promise<Session> {
    const deadline = Date.now() + options.connectTimeoutMs;
    for (;;) {
      try {
        return await openSession(options, reopen);
      } catch (cause) {
        const waitMs = jittered(500);
        if (Date.now() + waitMs > deadline) throw new Error('NATS Streaming does not answer', { cause });
        await pause(waitMs);
      }
    }
  }

  function reopen(reason: unknown): void {
    if (closing.signal.aborted) return;
    session = undefined;
    logger.warn({ reason: reasonOf(reason) }, 'session with NATS Streaming lost');
    void openAgain();
  }

  async function openAgain(): Promise<void> {
    while (!closing.signal.aborted) {
      await pause(jittered(500), closing.signal);
      try {
        const opened = await openSession(options, reopen);
        if (closing.signal.aborted) return await closeSession(opened);
        session = opened;
        logger.info({}, 'session with NATS Streaming opened again');
        for (const listener of listeners) listener(opened);
        return;
      } catch (error) {
        logger.warn({ reason: reasonOf(error) }, 'no session with NATS Streaming, trying again');
      }
    }
  }

  return {
    current: () => session,
    onOpen(listener) {
      listeners.add(listener);
      if (session) listener(session);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      if (session) await closeSession(session);
      session = undefined;
    },
  };
}

function openSession(options: SessionOptions, onLost: (reason: unknown) => void): Promise<Session> {
  return new Promise((resolve, reject) => {
    const stan = connect(options.clusterId, options.clientId, {
      url: options.url,
      reconnect: false,
      connectTimeout: answerTimeoutMs,
      ackTimeout: answerTimeoutMs,
      stanPingInterval: 2_000,
      stanMaxPingOut: 3,
    });
    let state: 'opening' | 'open' | 'lost' = 'opening';
    const lose = (reason: unknown): void => {
      const before = state;
      if (before === 'lost') return;
      state = 'lost';
      clearTimeout(patience);
      stan.close();
      if (before === 'opening') reject(reason instanceof Error ? reason : new Error(String(reason)));
      else onLost(reason);
    };
    // The client waits for ever on a server that takes the connection and says nothing.
    const patience = setTimeout(() => lose(new Error('no answer')), answerTimeoutMs * 2);
    stan.on('connect', () => {
      clearTimeout(patience);
      state = 'open';
      resolve({ stan, isLost: () => state === 'lost', drop: lose });
    });
    // `disconnect` comes before the client answers open publications as if they had been kept, so they can be told apart.
    stan.on('disconnect', () => lose('disconnected'));
    stan.on('connection_lost', lose);
    stan.on('error', lose);
    stan.on('close', () => lose('closed'));
  });
}

async function closeSession(session: Session): Promise<void> {
  const closed = new Promise<void>((resolve) => session.stan.once('close', () => resolve()));
  session.stan.close();
  await atMost(answerTimeoutMs, closed);
}
