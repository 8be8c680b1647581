import type { TicketKeyPair } from '@turnout/common/ticket-code';
import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { EventSale } from '../domain/event-sale.ts';
import type { KeySeal } from './key-seal.ts';

type SaleRow = Omit<EventSale, 'eventId'> & { _id: string };

/** Events get one key today; the number leaves room for changing it. */
const firstKeyId = 1;

export interface SigningKeys extends TicketKeyPair {
  keyId: number;
}

export function createSaleStore(connection: Connection, seal: KeySeal) {
  const rows = connection.model<SaleRow>(
    'EventSale',
    new Schema<SaleRow>(
      { _id: String, currency: String, keyId: Number, publicKey: String, sealedPrivateKey: String },
      { collection: 'event_sales', versionKey: false },
    ),
  );

  return {
    async find(eventId: string): Promise<EventSale | undefined> {
      const row = await rows.findById(eventId).lean<SaleRow>();
      return row ? toSale(row) : undefined;
    },

    /** One an event: of two at once, one fails on the id and its transaction is run again. */
    async insert(
      eventId: string,
      { currency, keys }: { currency: string; keys: TicketKeyPair },
    ): Promise<EventSale> {
      const sealedPrivateKey = seal.seal(keys.privateKey, eventId);
      const row = { _id: eventId, currency, keyId: firstKeyId, publicKey: keys.publicKey, sealedPrivateKey };
      await rows.insertMany([row]);
      return toSale(row);
    },

    /** The keys that sign the tickets of these events. */
    async findSigningKeys(eventIds: string[]): Promise<Map<string, SigningKeys>> {
      const found = await rows.find({ _id: mongoose.trusted({ $in: eventIds }) }).lean<SaleRow[]>();
      return new Map(
        found.map(({ _id: eventId, keyId, publicKey, sealedPrivateKey }) => {
          return [eventId, { keyId, publicKey, privateKey: seal.open(sealedPrivateKey, eventId) }];
        }),
      );
    },
  };
}

function toSale({ _id, ...sale }: SaleRow): EventSale {
  return { eventId: _id, ...sale };
}
