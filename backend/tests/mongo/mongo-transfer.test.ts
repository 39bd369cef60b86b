import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Archive } from '../../src/domain/archive/archive.ts';
import { checkLogs } from '../../src/domain/archive/check-logs.ts';
import { transfer } from '../../src/domain/archive/transfer.ts';
import { verify } from '../../src/domain/archive/verify.ts';
import {
  openMongoInspection,
  openMongoSource,
  openMongoStores,
  openMongoTarget,
} from '../../src/store/mongo/index.ts';
import { connect } from '../../src/store/mongo/connection.ts';
import { modelsOf } from '../../src/store/mongo/models.ts';
import { openSqliteSource, openSqliteStores, openSqliteTarget } from '../../src/store/sqlite/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { keysElsewhere, populate, populateRoom } from '../archive/populate.ts';
import { group, someone, talk } from '../contract/commands.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const folder = temporaryFolder();
const file = folder.path('source.db');
const quiet = { report: () => undefined };

beforeAll(async () => {
  const stores = await openSqliteStores({ file });
  await populate(stores);
  await populateRoom(stores);
  await stores.close();
});
afterAll(() => folder.remove());

/** Copies from the source into a target and says what differs then. */
async function moved(source: Archive, target: Archive): Promise<readonly string[]> {
  await transfer(source, target, quiet);
  const differences = await verify(source, target, quiet.report);
  await Promise.all([source.close(), target.close()]);
  return differences;
}

describe('moving to MongoDB and back', () => {
  test('keeps everything, and servers go on with both', async () => {
    const uri = newMongoDatabase();
    expect(await moved(openSqliteSource(file), await openMongoTarget(uri))).toEqual([]);
    const stores = await openMongoStores({ uri });
    const owner = someone();
    const conversation = await group(stores, owner);
    expect(await stores.conversations.view(owner, conversation)).toMatchObject({ newest: { seq: 1 } });
    await stores.close();

    const target = await openMongoTarget(newMongoDatabase());
    await expect(target.logs.put([keysElsewhere()])).rejects.toThrow(/elsewhere/);
    await target.close();

    const back = folder.path('back.db');
    expect(await moved(await openMongoSource(uri), await openSqliteTarget(back))).toEqual([]);
    const again = await openSqliteStores({ file: back });
    expect(await wholeLog(again, conversation)).toHaveLength(1);
    expect(await again.conversations.conversationsOf(owner)).toContain(conversation);
    await again.close();
  });
});

test('a check of a MongoDB reads every log, names an entry that is missing, and prepares nothing', async () => {
  const uri = newMongoDatabase();
  expect(await openMongoInspection(uri)).toBeUndefined();
  const stores = await openMongoStores({ uri });
  const owner = someone();
  const conversation = await group(stores, owner);
  await talk(stores, conversation, owner, 3);
  await stores.close();
  expect(await checked(uri)).toMatchObject({ damages: [] });

  await remove(uri, { conversation, seq: 3 });

  expect(await checked(uri)).toMatchObject({ damages: [{ conversation, kind: 'missing', seq: 3 }] });
});

async function checked(uri: string) {
  const inspection = await openMongoInspection(uri);
  if (inspection === undefined) throw new Error('the database is not current');
  const verdict = await checkLogs(inspection.logs);
  await inspection.close();
  return verdict;
}

async function remove(uri: string, entry: { readonly conversation: string; readonly seq: number }) {
  const connection = await connect(uri);
  await modelsOf(connection).entries.deleteOne(entry);
  await connection.close();
}
