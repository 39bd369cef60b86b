import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../../tools/test/free-port.ts';
import { startProgram } from '../../tools/test/start-program.ts';

const root = join(import.meta.dirname, '../..');

export interface DevServer {
  /** One port for everything, as in production. */
  readonly url: string;
  /** Runs a tool of the operator. @returns what it printed */
  tool(name: string, ...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** A server with the demo users of development, in a process of its own. */
export async function startDevServer(): Promise<DevServer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-examples-'));
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'development',
    HTTP_PORT: port,
    WS_PORT: port,
    PUBLIC_URL: url,
    DB_PATH: join(folder, 'parley.db'),
    LOG_LEVEL: 'error',
  };
  const server = startProgram(process.execPath, ['backend/src/main.ts'], { cwd: root, env });
  server.stdout.resume();
  await answers(`${url}/web/health`);
  return {
    url,
    tool: async (name, ...args) => {
      const tool = startProgram(process.execPath, [`backend/src/tools/${name}.ts`, ...args], {
        cwd: root,
        env,
      });
      let said = '';
      tool.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      await once(tool, 'close');
      return said;
    },
    stop: async () => {
      server.kill('SIGTERM');
      await once(server, 'close');
      await rm(folder, { recursive: true });
    },
  };
}

async function answers(address: string): Promise<void> {
  for (;;) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok === true) return;
    await setTimeout(50);
  }
}
