import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Archive } from '../../src/domain/archive/archive.ts';
import { transfer } from '../../src/domain/archive/transfer.ts';
import { verify } from '../../src/domain/archive/verify.ts';
import { openMongoSource, openMongoStores, openMongoTarget } from '../../src/store/mongo/index.ts';
import { openSqliteSource, openSqliteStores, openSqliteTarget } from '../../src/store/sqlite/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { populate } from '../archive/populate.ts';
import { group, someone } from '../contract/commands.ts';
import { wholeLog } from '../contract/whole-log.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const folder = temporaryFolder();
const file = folder.path('source.db');
const quiet = { report: () => undefined };

beforeAll(async () => {
  const stores = await openSqliteStores({ file });
  await populate(stores);
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

    const back = folder.path('back.db');
    expect(await moved(await openMongoSource(uri), await openSqliteTarget(back))).toEqual([]);
    const again = await openSqliteStores({ file: back });
    expect(await wholeLog(again, conversation)).toHaveLength(1);
    expect(await again.conversations.conversationsOf(owner)).toContain(conversation);
    await again.close();
  });
});
