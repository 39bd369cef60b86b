import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { RecordingProxy } from '../../../tools/blind/recording-proxy.ts';
import type { ConversationStore } from '../../src/domain/log/conversation-store.ts';
import { createLogger } from '../../src/logging/logger.ts';
import { backUpDatabase, openSqliteStores } from '../../src/store/sqlite/index.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

/** Past the recorder. */
interface Way {
  readonly proxy: RecordingProxy;
  readonly url: string;
}

/** A server of which every byte is kept: what comes in, what it stores, and what it says in its logs. */
export class WatchedServer {
  /** Whoever connects to it goes past the recorders. */
  readonly backend: TestBackend;
  readonly #folder: string;
  readonly #ways: readonly Way[];
  readonly #logged: Buffer[];
  /** Files as they were at several times: what is overwritten later was stored all the same. */
  readonly #stored: Buffer[] = [];

  private constructor(backend: TestBackend, folder: string, ways: readonly [Way, Way], logged: Buffer[]) {
    const [http, ws] = ways;
    this.backend = { ...backend, httpUrl: http.url, wsUrl: ws.url };
    this.#folder = folder;
    this.#ways = ways;
    this.#logged = logged;
  }

  static async start(): Promise<WatchedServer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-blind-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const logged: Buffer[] = [];
    const stream = { write: (line: string) => logged.push(Buffer.from(line)) };
    const logger = createLogger({ level: 'trace', pretty: false, stream });
    const stores = await openSqliteStores({ file: join(folder, 'parley.db') });
    failOnce(stores.conversations);
    const env = { SECURITY_LOG_FILE: join(folder, 'security.log') };
    const backend = await startTestBackend({ env, parts: { stores, logger } });
    const [http, ws] = [await wayTo(backend.httpUrl), await wayTo(backend.wsUrl)];
    return new WatchedServer(backend, folder, [http, ws], logged);
  }

  /** Keeps what is stored now: the database, its log of writes, the security log, and a backup. */
  async look(): Promise<void> {
    const copy = join(this.#folder, `backup-${this.#stored.length}.db`);
    await backUpDatabase(join(this.#folder, 'parley.db'), copy);
    for (const name of await readdir(this.#folder))
      this.#stored.push(await readFile(join(this.#folder, name)));
  }

  received(): readonly Buffer[] {
    return this.#ways.flatMap(({ proxy }) => proxy.received());
  }

  get stored(): readonly Buffer[] {
    return this.#stored;
  }

  get logged(): readonly Buffer[] {
    return this.#logged;
  }

  /** Everything. */
  all(): readonly Buffer[] {
    return [...this.received(), ...this.stored, ...this.logged];
  }
}

async function wayTo(url: string): Promise<Way> {
  const proxy = new RecordingProxy(Number(new URL(url).port));
  const port = await proxy.listen();
  onTestFinished(() => proxy.close());
  return { proxy, url: `http://127.0.0.1:${port}` };
}

/** In quiet times a server logs nothing. The first mark that moves meets trouble, and is in what is logged of that. */
function failOnce(conversations: ConversationStore): void {
  const moveMarks = conversations.moveMarks.bind(conversations);
  let hasFailed = false;
  conversations.moveMarks = async (...input) => {
    if (hasFailed) return moveMarks(...input);
    hasFailed = true;
    throw Object.assign(new Error('the disk is full'), { input });
  };
}
