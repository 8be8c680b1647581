import { MongoClient, type Db, type Document } from 'mongodb';

/** Makes the mongod on `port` the primary of its one-node replica set; true once it takes writes. */
export async function becomePrimary(port: number): Promise<boolean> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 1_000,
  });
  try {
    const admin = client.db('admin');
    const hello = await admin.command({ hello: 1 });
    if (hello['isWritablePrimary'] === true) return true;
    await configure({ admin, host: `127.0.0.1:${port}`, current: await currentConfig(client) });
    return false;
  } finally {
    await client.close();
  }
}

async function currentConfig(client: MongoClient): Promise<Document | null> {
  return await client.db('local').collection('system.replset').findOne();
}

/** New data gets a configuration; data that was last served on another port gets that port replaced. */
async function configure(node: { admin: Db; host: string; current: Document | null }): Promise<void> {
  const { admin, host, current } = node;
  const members = [{ _id: 0, host }];
  if (current === null) {
    await admin.command({ replSetInitiate: { _id: 'rs0', members } });
  } else if (current['members']?.[0]?.host !== host) {
    const version = Number(current['version']) + 1;
    await admin.command({ replSetReconfig: { ...current, version, members }, force: true });
  }
}
