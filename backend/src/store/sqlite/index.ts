export { openSqliteStores, type SqliteOptions } from './sqlite-stores.ts';
