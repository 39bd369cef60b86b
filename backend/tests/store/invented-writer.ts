import { randomUUID } from 'node:crypto';
import type { Body } from '@parley/protocol';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';

// Appends an entry that no version knows to the log of a stopped server, as a newer server would have done.
const [file = '', conversation = '', sender = '', body = ''] = process.argv.slice(2);
const stores = await openSqliteStores({ file });
const command = { conversation, id: randomUUID(), sender, body: JSON.parse(body) as Body };
await stores.conversations.append(command, Date.now());
await stores.close();
