import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MongoMemoryServer } from 'mongodb-memory-server-core';
import type { TestServer } from './test-server.ts';

/** The path of a mongod that is installed here. None is downloaded: tests take nothing from the network by themselves. */
export function findMongod(): string | undefined {
  const named = process.env.MONGOMS_SYSTEM_BINARY;
  if (named !== undefined) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'mongod')).find(isExecutable);
}

export async function startMongod(systemBinary: string): Promise<TestServer> {
  const binary = { systemBinary };
  const instance = { storageEngine: 'wiredTiger' } as const;
  const server = await MongoMemoryServer.create({ binary, instance });
  return {
    kind: `mongod (${systemBinary})`,
    address: new URL(server.getUri()),
    restart: async () => {
      await server.stop({ doCleanup: false });
      await server.start(true);
    },
    stop: async () => {
      await server.stop();
    },
  };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
