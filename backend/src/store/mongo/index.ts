export { openMongoStores, type MongoOptions } from './mongo-stores.ts';
