export { openSqliteStores, type SqliteOptions } from './sqlite-stores.ts';
export { openSqliteSource, openSqliteTarget } from './archive/sqlite-archive.ts';
export { openOperatorStores } from './operator-stores.ts';
