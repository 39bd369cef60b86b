import mongoose from 'mongoose';
import { TEST_DATABASE } from '../../testing/new-mongo-database.ts';
import { findMongod, startMongod } from './mongod.ts';
import { startStandIn } from './stand-in.ts';
import type { TestServer } from './test-server.ts';

/** Starts a server, the best that there is on this machine, and says which, and of what version it says it is. */
export async function startTestServer(): Promise<TestServer> {
  const server = await start();
  const version = await askVersion(server.address);
  process.stderr.write(`MongoDB suite on ${server.kind}, version ${version}\n`);
  return server;
}

async function start(): Promise<TestServer> {
  const uri = process.env.MONGODB_TEST_URI;
  if (uri !== undefined)
    return { kind: 'MONGODB_TEST_URI', address: new URL(uri), stop: () => dropTestDatabases(uri) };
  const mongod = findMongod();
  return mongod === undefined ? startStandIn() : startMongod(mongod);
}

async function askVersion(address: URL): Promise<string> {
  const connection = await mongoose.createConnection(address.href).asPromise();
  const info = await connection.db?.command({ buildInfo: 1 });
  await connection.close();
  return String(info?.version);
}

/** A server that stays shall not fill up with what tests leave behind. */
async function dropTestDatabases(uri: string): Promise<void> {
  const connection = await mongoose.createConnection(uri).asPromise();
  const { databases } = await connection.listDatabases();
  for (const { name } of databases)
    if (name.startsWith(TEST_DATABASE)) await connection.useDb(name).dropDatabase();
  await connection.close();
}
