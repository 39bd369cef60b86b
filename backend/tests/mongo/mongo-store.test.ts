import { describe, test } from 'vitest';
import { openMongoStores } from '../../src/store/mongo/index.ts';
import { storeContract } from '../contract/store-contract.ts';
import { hasServer, newDatabase, NO_SERVER, startTestServer } from './test-server.ts';

if (hasServer)
  storeContract('MongoDB', async () => {
    const server = await startTestServer();
    const uri = newDatabase(server.address);
    const stores = await openMongoStores({ uri });
    const other = await openMongoStores({ uri });
    return {
      stores,
      other,
      end: async () => {
        await Promise.all([stores.close(), other.close()]);
        await server.stop();
      },
    };
  });
else describe('MongoDB', () => test.skip(NO_SERVER, () => undefined));
