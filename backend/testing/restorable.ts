import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openSqliteStores } from '../src/store/sqlite/index.ts';
import { startTestBackend, type TestBackend } from './start-test-backend.ts';

/** A server whose database comes back from a backup. Each time it starts anew, at another address. */
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

  async backUp(): Promise<void> {
    await this.#startAfter(() => copyFile(this.#path('now.db'), this.#path('then.db')));
  }

  async restore(): Promise<void> {
    await this.#startAfter(() => copyFile(this.#path('then.db'), this.#path('now.db')));
  }

  async #startAfter(task: () => Promise<void>): Promise<void> {
    await this.backend.stop();
    await task();
    this.backend = await startOn(this.#path('now.db'));
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}

async function startOn(file: string): Promise<TestBackend> {
  return startTestBackend({ parts: { stores: await openSqliteStores({ file }) } });
}
