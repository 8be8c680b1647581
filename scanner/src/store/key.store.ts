import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';

/** Whose signature makes a code genuine. */
export interface SigningKey {
  keyId: number;
  /** base64url of the raw 32 bytes. */
  publicKey: string;
}

type KeyRow = SigningKey & { _id: string; eventId: string };

export function createKeyStore(connection: Connection) {
  const schema = new Schema<KeyRow>(
    { _id: String, eventId: String, keyId: Number, publicKey: String },
    { collection: 'signing_keys', versionKey: false },
  );
  schema.index({ eventId: 1 });
  const rows = connection.model<KeyRow>('SigningKey', schema);

  return {
    /** The first word on a key stands: what it signed must stay verifiable. */
    async keep(eventId: string, { keyId, publicKey }: SigningKey): Promise<void> {
      const _id = `${eventId}/${keyId}`;
      await rows.updateOne({ _id }, { $setOnInsert: { eventId, keyId, publicKey } }, { upsert: true });
    },

    async find(eventId: string, keyId: number): Promise<SigningKey | undefined> {
      return (await rows.findById(`${eventId}/${keyId}`).lean<KeyRow>()) ?? undefined;
    },

    async listOfEvent(eventId: string): Promise<SigningKey[]> {
      const found = await rows.find({ eventId }).sort({ keyId: 1 }).lean<KeyRow[]>();
      return found.map(({ keyId, publicKey }) => ({ keyId, publicKey }));
    },
  };
}
