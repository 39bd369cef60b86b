export { openSqliteStores, type SqliteOptions } from './sqlite-stores.ts';
export { openSqliteInspection, openSqliteSource, openSqliteTarget } from './archive/sqlite-archive.ts';
export { backUpDatabase, restoreDatabase, writeCopy } from './copy-database.ts';
export { openOperatorStores } from './operator-stores.ts';
export { freeIn, planUpgrade, tryUpgrade, type UpgradePlan, type UpgradeTrial } from './try-upgrade.ts';
