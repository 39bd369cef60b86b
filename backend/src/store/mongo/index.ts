export { openMongoStores, type MongoOptions } from './mongo-stores.ts';
export { openMongoInspection, openMongoSource, openMongoTarget } from './archive/mongo-archive.ts';
export { inspectMongo } from './inspect.ts';
