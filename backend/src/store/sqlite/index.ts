export { openSqliteStores, type SqliteOptions } from './sqlite-stores.ts';
export { openSqliteSource, openSqliteTarget } from './archive/sqlite-archive.ts';
