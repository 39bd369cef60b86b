import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { freePort } from '../../../tools/test/free-port.ts';
import { startProgram } from '../../../tools/test/start-program.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import type { TestServer } from './test-server.ts';

const SCRIPT = `${import.meta.dirname}/../../../.ci/mongo/run.sh`;

/** Starts the server of `.ci/mongo`, which speaks the protocol and keeps its data in a file. */
export async function startStandIn(): Promise<TestServer> {
  const folder = temporaryFolder();
  const port = await freePort();
  let server = await run(port, folder.path('data.h2'));
  const kill = async () => {
    const exit = once(server, 'exit');
    server.kill('SIGKILL');
    await exit;
  };
  return {
    kind: 'the stand-in of .ci/mongo (mongo-java-server)',
    address: new URL(`mongodb://127.0.0.1:${port}`),
    restart: async () => {
      const exit = once(server, 'exit');
      server.kill('SIGTERM');
      await exit;
      server = await run(port, folder.path('data.h2'));
    },
    stop: async () => {
      await kill();
      folder.remove();
    },
  };
}

async function run(port: number, file: string): Promise<ChildProcess> {
  const server = startProgram(SCRIPT, [String(port), file]);
  for await (const line of createInterface(server.stdout)) if (line.startsWith('mongodb://')) return server;
  throw new Error('There is no MONGODB_TEST_URI and no mongod, and the stand-in of .ci/mongo did not start.');
}
