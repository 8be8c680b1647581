import { keepNewest } from '@turnout/common/outbox';
import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { ProfileDetails, PromoterProfile } from '../domain/promoter.ts';

/** The part of a user that is shown: no address, which nobody here needs. */
export interface PromoterCopy {
  _id: string;
  version: number;
  name: string | null;
  role: string;
  status: string;
}

type ProfileRow = Partial<ProfileDetails> & { _id: string };

export function createPromoterStore(connection: Connection) {
  const copySchema = new Schema<PromoterCopy>(
    { _id: String, version: Number, name: String, role: String, status: String },
    { collection: 'users', versionKey: false },
  );
  const copies = connection.model<PromoterCopy>('User', copySchema);
  const profileSchema = new Schema<ProfileRow>(
    { _id: String, name: String, description: String, imageUrl: String, websiteUrl: String },
    { collection: 'promoter_profiles', versionKey: false },
  );
  const profiles = connection.model<ProfileRow>('PromoterProfile', profileSchema);

  async function findAll(promoterIds: string[]): Promise<PromoterProfile[]> {
    const among = { _id: mongoose.trusted({ $in: promoterIds }) };
    const known = new Map(
      (await copies.find(among).lean<PromoterCopy[]>()).map(({ _id, ...copy }) => [_id, copy]),
    );
    const written = new Map(
      (await profiles.find(among).lean<ProfileRow[]>()).map(({ _id, ...row }) => [_id, row]),
    );
    return promoterIds.flatMap((promoterId) => {
      const [copy, profile] = [known.get(promoterId), written.get(promoterId)];
      if (!profile && (copy?.role !== 'promoter' || copy.status === 'erased')) return [];
      return [toProfile(promoterId, { ...profile, name: profile?.name ?? copy?.name ?? null })];
    });
  }

  return {
    findAll,
    async find(promoterId: string): Promise<PromoterProfile | undefined> {
      return (await findAll([promoterId]))[0];
    },

    /** A promoter may write a profile before news of the sign-up arrived here. */
    async updateProfile(promoterId: string, changes: Partial<ProfileDetails>): Promise<void> {
      await profiles.updateOne({ _id: promoterId }, { $set: changes }, { upsert: true });
    },

    async keepUser(copy: PromoterCopy): Promise<void> {
      await keepNewest(copies, copy);
    },

    async eraseProfile(promoterId: string): Promise<void> {
      await profiles.deleteOne({ _id: promoterId });
    },
  };
}

function toProfile(
  promoterId: string,
  { name, description, imageUrl, websiteUrl }: Partial<ProfileDetails>,
): PromoterProfile {
  return {
    promoterId,
    name: name ?? null,
    description: description ?? null,
    imageUrl: imageUrl ?? null,
    websiteUrl: websiteUrl ?? null,
  };
}
