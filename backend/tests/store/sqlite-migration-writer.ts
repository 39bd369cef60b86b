import { openMigrated } from '../../src/store/sqlite/open-migrated.ts';

/** A process that is made to be killed: FILE. Brings a database up to date, and says each time how many rows it wrote. */
const [file = ''] = process.argv.slice(2);
const log = { info: (details: object) => process.stdout.write(`${JSON.stringify(details)}\n`) };
(await openMigrated(file, { log })).close();
