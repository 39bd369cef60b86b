import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';

const { Binary, Double, Long, ObjectId } = mongoose.mongo;
type Query = mongoose.mongo.BSON.Document;
type Row = Query & { readonly _id: number };

const NUMBERS = [-3, new Double(0), 2.5, 3, Long.fromString('9007199254740993'), 9_007_199_254_740_992];
const STRINGS = ['', 'a', 'ab', 'b'];
const OTHERS = [new Date(7), new ObjectId(), new Binary(Buffer.from('x')), true, { is: 1 }, null];
const BOUNDS = [...NUMBERS, new Double(3), Long.fromNumber(2), ...STRINGS, new Date(5)];
const ROWS: readonly Row[] = [
  ...[...NUMBERS, ...STRINGS, ...OTHERS].map((seq) => ({ log: 'mixed', seq })),
  ...[...NUMBERS, ...STRINGS].map((seq) => ({ log: 'ordered', seq })),
  { log: 'ordered' },
  ...NUMBERS.map((seq) => ({ log: 7, seq })),
  { seq: 3 },
  {},
].map((row, n) => ({ _id: n, half: n % 2, ...row }));

const connection = mongoose.createConnection(newMongoDatabase());
const indexed = connection.collection<Row>('indexed');
const plain = connection.collection<Row>('plain');
const both = (work: (rows: typeof plain) => Promise<unknown>) => Promise.all([indexed, plain].map(work));

beforeAll(async () => {
  await connection.asPromise();
  await indexed.createIndexes([
    { key: { log: 1, seq: 1 }, name: 'place', unique: true },
    { key: { half: 1, seq: 1 }, name: 'half' },
  ]);
  await both((rows) => rows.insertMany(ROWS.map((row) => ({ ...row }))));
});
afterAll(() => connection.close());

/** One log or several, one place or a range of them, and halves of all that. */
function queries(): Query[] {
  const ranges = [
    ...BOUNDS.flatMap((bound) => ['$gt', '$gte', '$lt', '$lte'].map((operator) => ({ [operator]: bound }))),
    ...BOUNDS.map((from, n) => ({ $gte: from, $lt: BOUNDS[(n + 3) % BOUNDS.length] })),
    { $in: [3, 'a', null] },
    { $exists: false },
  ];
  return [
    ...['mixed', 'ordered', 'nobody', 7, null].flatMap((log) => [
      { log },
      { log, half: 1 },
      { log, seq: null },
      ...ranges.map((seq) => ({ log, seq })),
    ]),
    ...ranges.map((seq) => ({ half: 1, seq })),
    { log: { $gte: 'n' } },
    { seq: { $gt: 2 } },
    { $or: [{ log: 'mixed', seq: { $gt: 2 } }, { log: 'ordered', seq: { $lte: 'a' } }, { log: 'mixed' }] },
    { $or: [{ log: 'ordered', seq: { $gt: 2 } }, { half: 1 }] },
  ];
}

async function expectSame(): Promise<void> {
  expect(await indexed.countDocuments({})).toBeGreaterThan(0);
  for (const query of queries()) {
    const ids = (from: typeof plain, order: Record<string, 1 | -1>, limit: number) =>
      from
        .find(query)
        .sort(order)
        .limit(limit)
        .map((row): unknown => row._id)
        .toArray();
    const name = JSON.stringify(query);
    const all = await ids(plain, { _id: 1 }, 0);
    expect(await ids(indexed, { _id: 1 }, 0), name).toEqual(all);
    expect(await indexed.countDocuments(query), name).toBe(all.length);
    if (query.log === undefined) continue;
    for (const direction of [1, -1] as const)
      expect(await ids(indexed, { seq: direction }, 3), `${name} ${direction}`).toEqual(
        await ids(plain, { seq: direction }, 3),
      );
  }
}

// Whoever answers from an index must find what reading everything would.
test('an index changes no answer, whatever the fields hold', async () => {
  await expectSame();
});

test('an index changes no answer after updates and deletions', async () => {
  await both((rows) => rows.updateOne({ log: 'ordered', seq: { $gt: 2, $lt: 3 } }, { $set: { seq: 'c' } }));
  await both((rows) =>
    rows.updateMany({ log: 7, seq: { $gte: 3 } }, { $set: { log: 'ordered' }, $inc: { seq: -10 } }),
  );
  await both((rows) => rows.deleteMany({ log: 'mixed', seq: { $lte: 'a' } }));
  await both((rows) => rows.findOneAndDelete({ log: 'ordered', seq: { $gte: 3 } }, { sort: { seq: -1 } }));
  await expectSame();
});

test('an index changes no answer where a field is a list', async () => {
  await both((rows) => rows.insertOne({ _id: 100, log: 'ordered', seq: [1, 50] }));
  await both((rows) => rows.insertOne({ _id: 101, log: ['mixed', 7], seq: 4 }));
  await expectSame();
  expect(await indexed.countDocuments({ log: 'ordered', seq: { $gte: 50, $lt: 60 } })).toBe(1);
});
