import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { storeContract } from '../contract/store-contract.ts';
import { temporaryFolder } from './temporary-folder.ts';

storeContract('SQLite', async () => {
  const folder = temporaryFolder();
  const stores = await openSqliteStores({ file: folder.path('parley.db') });
  return {
    stores,
    other: stores,
    end: async () => {
      await stores.close();
      folder.remove();
    },
  };
});
