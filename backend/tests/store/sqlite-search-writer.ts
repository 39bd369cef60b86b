import { randomUUID } from 'node:crypto';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { append, command, group } from '../contract/commands.ts';
import { say } from '../contract/search-contract.ts';

/**
 * A process that is made to be killed: FILE. Writes, edits and deletes messages as fast as it can while they are taken into the
 * index, and says what was acknowledged: the conversation first, then a line for each message. Words that are edited away say
 * `gone`.
 */
const [file = ''] = process.argv.slice(2);
const stores = await openSqliteStores({ file });
const owner = randomUUID();
const conversation = await group(stores, owner);
process.stdout.write(`${conversation}\n`);

async function writeForEver(): Promise<never> {
  for (let n = 0; ; n++) {
    const { seq } = (await append(stores, say(conversation, owner, n % 3 === 1 ? 'gone' : 'stays'))).entry;
    if (n % 3 === 1) await append(stores, say(conversation, owner, 'better', { edits: seq }));
    if (n % 3 === 2) await append(stores, command(conversation, owner, { kind: 'deletion', target: seq }));
    process.stdout.write(`${seq}\n`);
  }
}

async function indexForEver(): Promise<never> {
  for (;;) {
    await stores.search.advance();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

await Promise.all([indexForEver(), ...Array.from({ length: 8 }, writeForEver)]);
