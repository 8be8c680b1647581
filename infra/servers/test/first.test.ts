import mongoose from 'mongoose';
test('urls', async () => {
  const c = await mongoose.createConnection(process.env['TEST_MONGO_URL']!, { dbName: 'x', serverSelectionTimeoutMS: 3000 }).asPromise();
  process.stderr.write('connected\n');
  await c.collection('a').insertOne({ a: 1 });
  process.stderr.write('inserted\n');
  await c.transaction(async (session) => { await c.collection('a').insertOne({ a: 1 }, { session }); });
  expect(await c.collection('a').countDocuments()).toBe(2);
  await c.close();
}, 10000);
