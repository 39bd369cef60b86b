export { openMongoStores, type MongoOptions } from './mongo-stores.ts';
export { openMongoArchive } from './archive/mongo-archive.ts';
export { inspectMongo } from './inspect.ts';
