import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { findMongod, startMongod } from './mongod.ts';
import { canRunStandIn, startStandIn } from './stand-in.ts';

/** A server that the MongoDB suites talk to. */
export interface TestServer {
  readonly kind: string;
  readonly address: URL;
  /** Stops it as a crash would and starts it again with the same data; missing for servers that are not ours. */
  readonly restart?: () => Promise<void>;
  stop(): Promise<void>;
}

/** How to come to a server on this machine, or undefined where there is no way. */
function choice(): (() => Promise<TestServer>) | undefined {
  const uri = process.env.MONGODB_TEST_URI;
  if (uri !== undefined)
    return () =>
      Promise.resolve({ kind: 'MONGODB_TEST_URI', address: new URL(uri), stop: () => Promise.resolve() });
  const mongod = findMongod();
  if (mongod !== undefined) return () => startMongod(mongod);
  return canRunStandIn() ? startStandIn : undefined;
}

const start = choice();

export const NO_SERVER =
  'MongoDB: skipped, because there is no MONGODB_TEST_URI, no mongod, and no Maven with a JDK for the stand-in';

/** Whether the suites can run here. In CI they must. */
export const hasServer = start !== undefined;
if (!hasServer && process.env.CI !== undefined) throw new Error(NO_SERVER);

/** Starts a server and says which, and of what version it says it is. */
export async function startTestServer(): Promise<TestServer> {
  if (start === undefined) throw new Error(NO_SERVER);
  const server = await start();
  const connection = await mongoose.createConnection(server.address.href).asPromise();
  const info = await connection.db?.command({ buildInfo: 1 });
  await connection.close();
  process.stderr.write(`MongoDB suite on ${server.kind}, version ${String(info?.version)}\n`);
  return server;
}

/** The address of a database of one's own on a server. */
export function newDatabase(address: URL): string {
  const uri = new URL(address);
  uri.pathname = `/parley-test-${randomUUID()}`;
  return uri.href;
}
