// The durable consumer of one group and message type: where the group has got to, kept by the broker.
import { AckPolicy, DeliverPolicy, JetStreamApiCodes } from '@nats-io/jetstream';
import type { Consumer, ConsumerConfig, ConsumerInfo } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Link } from './link.ts';
import { differences, isApiError } from './streams.ts';

export interface WantedConsumer {
  stream: string;
  durable: string;
  subject: string;
  ackWaitMs: number;
}

/** Messages of one type that a group may hold unanswered, back-off included, before the broker pauses it. */
const maxUnanswered = 1_000;

/** Finds, creates or updates. Attempts are counted by us, not the broker: it would drop a message silently. */
export async function ensureConsumer(link: Link, wanted: WantedConsumer): Promise<Consumer> {
  const config: Partial<ConsumerConfig> = {
    durable_name: wanted.durable,
    filter_subject: wanted.subject,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(wanted.ackWaitMs),
    max_deliver: -1,
    max_ack_pending: maxUnanswered,
  };
  const current = await findConsumer(link, wanted);
  if (current && differences(config, current.config).length === 0) return bind(link, current);
  const { consumers } = link.manager;
  const info = current
    ? await consumers.update(wanted.stream, wanted.durable, config)
    : await consumers.add(wanted.stream, config);
  return bind(link, info);
}

function bind(link: Link, info: ConsumerInfo): Consumer {
  return link.client.consumers.getConsumerFromInfo(info);
}

async function findConsumer(link: Link, wanted: WantedConsumer): Promise<ConsumerInfo | undefined> {
  try {
    return await link.manager.consumers.info(wanted.stream, wanted.durable);
  } catch (error) {
    if (isApiError(error, JetStreamApiCodes.ConsumerNotFound)) return undefined;
    throw error;
  }
}
