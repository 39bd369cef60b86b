import { join } from 'node:path';
import type * as Log from '../../src/domain/log/next-entry.ts';
import type { Command } from '../../src/domain/log/command.ts';
import type * as Sqlite from '../../src/store/sqlite/index.ts';

// Appends a command that no version knows to the log of a stopped server, as a newer server would have done: without asking the rules
// of this one. It uses the code of a source folder, because another version may have another layout of the database.
const [source = '', file = '', command = ''] = process.argv.slice(2);
const { openSqliteTarget } = (await import(
  join(source, 'backend/src/store/sqlite/index.ts')
)) as typeof Sqlite;
const { entryAfter } = (await import(join(source, 'backend/src/domain/log/next-entry.ts'))) as typeof Log;
const archive = await openSqliteTarget(file);
const invented = JSON.parse(command) as Command;
const { logs } = archive;
const { conversation } = invented;
const { entry, state } = entryAfter(await logs.state(conversation), invented, Date.now());
await logs.put([entry]);
await logs.finish(state, await logs.memberships(conversation));
await archive.close();
