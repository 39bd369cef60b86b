export { openMongoStores, type MongoOptions } from './mongo-stores.ts';
export { openMongoSource, openMongoTarget } from './archive/mongo-archive.ts';
export { inspectMongo } from './inspect.ts';
