// The stock ledger as it is in the database, which is the truth that no answer may contradict.
import { MongoClient } from 'mongodb';
import { facts } from '../stack/facts.ts';

export interface Stock {
  ticketTypeId: string;
  capacity: number;
  available: number;
  held: number;
  sold: number;
}

export async function stockOf(eventId: string): Promise<Stock[]> {
  const client = await MongoClient.connect(facts().databases['orders'] ?? '');
  try {
    const inventory = await client
      .db()
      .collection<{ _id: string; types: Stock[] }>('inventories')
      .findOne({ _id: eventId });
    return inventory?.types ?? [];
  } finally {
    await client.close();
  }
}
