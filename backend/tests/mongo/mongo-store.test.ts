import { openMongoStores } from '../../src/store/mongo/index.ts';
import { newMongoDatabase } from '../../testing/new-mongo-database.ts';
import { storeContract } from '../contract/store-contract.ts';

storeContract('MongoDB', async () => {
  const uri = newMongoDatabase();
  const stores = await openMongoStores({ uri });
  const other = await openMongoStores({ uri });
  return {
    stores,
    other,
    end: async () => {
      await Promise.all([stores.close(), other.close()]);
    },
  };
});
