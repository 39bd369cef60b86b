import { randomUUID } from 'node:crypto';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { append, group, message } from '../contract/commands.ts';

/**
 * A process that is made to be killed: FILE. Writes into one conversation as fast as it can, several at a time,
 * and says each time what was acknowledged: the conversation first, then `seq` and id, a line each.
 */
const [file = ''] = process.argv.slice(2);
const stores = await openSqliteStores({ file });
const owner = randomUUID();
const conversation = await group(stores, owner);
process.stdout.write(`${conversation}\n`);

async function writeForEver(): Promise<never> {
  for (;;) {
    const { entry } = await append(stores, message(conversation, owner));
    process.stdout.write(`${entry.seq} ${entry.id}\n`);
  }
}

await Promise.all(Array.from({ length: 20 }, writeForEver));
