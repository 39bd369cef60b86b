import { openMongoStores } from '../../src/store/mongo/index.ts';
import { PersistentWriter } from './persistent-writer.ts';

/** A server of its own: URI CONVERSATION COUNT SENDER.... Says at the end what was acknowledged, as JSON. */
const [uri = '', conversation = '', count = '', ...senders] = process.argv.slice(2);
const stores = await openMongoStores({ uri });
const writer = new PersistentWriter(stores);
await Promise.all(senders.map((sender) => writer.write(conversation, sender, Number(count))));
await stores.close();
process.stdout.write(JSON.stringify({ acknowledged: writer.acknowledged, retries: writer.retries }));
