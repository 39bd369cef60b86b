import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openSqliteStores } from '../src/store/sqlite/index.ts';
import { startTestBackend, type TestBackend } from './start-test-backend.ts';

/** Where a server starts anew. Only what is open may reconnect by itself to the same address. */
type Address = 'new' | 'same';

/** A server whose database comes back from a backup. It starts anew for that. */
export class Restorable {
  readonly #folder: string;
  backend: TestBackend;

  private constructor(folder: string, backend: TestBackend) {
    this.#folder = folder;
    this.backend = backend;
  }

  static async start(): Promise<Restorable> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-restored-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    return new Restorable(folder, await startOn(join(folder, 'now.db')));
  }

  async backUp(address: Address = 'new'): Promise<void> {
    await this.#startAfter(() => copyFile(this.#path('now.db'), this.#path('then.db')), address);
  }

  async restore(address: Address = 'new'): Promise<void> {
    await this.#startAfter(() => copyFile(this.#path('then.db'), this.#path('now.db')), address);
  }

  async #startAfter(task: () => Promise<void>, address: Address): Promise<void> {
    await this.backend.stop();
    await task();
    const { httpUrl, wsUrl } = this.backend;
    const ports = { HTTP_PORT: new URL(httpUrl).port, WS_PORT: new URL(wsUrl).port };
    this.backend = await startOn(this.#path('now.db'), address === 'same' ? ports : {});
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}

async function startOn(file: string, env: Readonly<Record<string, string>> = {}): Promise<TestBackend> {
  return startTestBackend({ env, parts: { stores: await openSqliteStores({ file }) } });
}
