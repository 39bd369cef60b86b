import { createMemoryStores } from '../../src/store/memory/index.ts';
import { storeContract } from '../contract/store-contract.ts';

storeContract('stores in memory', async () => {
  const stores = createMemoryStores();
  return { stores, other: stores, end: () => stores.close() };
});
