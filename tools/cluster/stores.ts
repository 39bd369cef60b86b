import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Service } from '../start/service.ts';
import { locate } from '../test/needs.ts';
import { listens } from './listens.ts';

/** Something that runs, and where. */
export type Running = {
  readonly address: string;
  readonly services: readonly Service[];
  /** Settles when it takes connections. */
  readonly ready: Promise<void>;
};

const standIn = join(import.meta.dirname, '../../.ci/mongo/run.sh');

/** The MongoDB that is given, else a mongod of this machine, else the server that the tests use, where it can run. */
export function startMongoDb(given: string | undefined, port: number, folder: string): Running {
  if (given !== undefined) return { address: given, services: [], ready: Promise.resolve() };
  const address = `mongodb://127.0.0.1:${port}/parley`;
  const start = (program: string, words: readonly string[]) => ({
    address,
    services: [new Service('mongodb', words, { program, stdin: 'pipe', shows: 'errors' })],
    ready: listens(port),
  });
  const mongod = process.env.MONGOMS_SYSTEM_BINARY ?? locate(['mongod']);
  if (mongod !== undefined) {
    const data = join(folder, 'mongodb');
    mkdirSync(data, { recursive: true });
    return start(mongod, ['--dbpath', data, '--port', `${port}`, '--bind_ip', '127.0.0.1']);
  }
  if (existsSync(standIn) && locate(['mvn']) !== undefined && locate(['javac']) !== undefined) {
    mkdirSync(folder, { recursive: true });
    return start(standIn, [`${port}`, join(folder, 'mongodb.h2')]);
  }
  throw new Error(
    "mongod isn't installed. Install MongoDB, or use a running one: --mongodb mongodb://host/parley",
  );
}

/** The Redis that is given, else one of its own, which keeps nothing on disk. */
export function startRedis(given: string | undefined, port: number): Running {
  if (given !== undefined) return { address: given, services: [], ready: Promise.resolve() };
  const program = locate(['redis-server']);
  if (program === undefined)
    throw new Error(
      "redis-server isn't installed. Install Redis, or use a running one: --redis redis://host",
    );
  const words = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  return {
    address: `redis://127.0.0.1:${port}`,
    services: [new Service('redis', words, { program, shows: 'errors' })],
    ready: listens(port),
  };
}
