import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ConversationDetails, Head, Payload, User, Uuid, WireError } from '@parley/protocol';
import type { NewOutboxItem, OutboxItem } from '../outbox/outbox-item.ts';
import { Serial } from '../sync/serial.ts';
import type { MarkChange } from './chat-storage.ts';
import type { RunResult } from './log-storage.ts';
import { MemoryStorage } from './memory/memory-storage.ts';
import type { StoredData } from './memory/memory-tables.ts';
import type { Run, StoredConversation } from './stored-conversation.ts';

/** The local copy in one JSON file, for terminals; one process at a time. @throws Error for a file that is broken */
export async function openFileStorage(path: string, me: Uuid): Promise<MemoryStorage> {
  return new FileStorage(path, me, await readData(path));
}

/** Kept in memory; the file is replaced as a whole before a change resolves. */
class FileStorage extends MemoryStorage {
  readonly #path: string;
  readonly #disk = new Serial();

  constructor(path: string, me: Uuid, data: StoredData | undefined) {
    super(me, data);
    this.#path = path;
  }

  override saveHeads(heads: readonly Head[], token?: string): Promise<readonly StoredConversation[]> {
    return this.#written(super.saveHeads(heads, token));
  }

  override append(conversation: Uuid, run: Run): Promise<RunResult> {
    return this.#written(super.append(conversation, run));
  }

  override prepend(conversation: Uuid, run: Run): Promise<RunResult> {
    return this.#written(super.prepend(conversation, run));
  }

  override replace(conversation: Uuid, run: Run): Promise<StoredConversation> {
    return this.#written(super.replace(conversation, run));
  }

  override truncate(conversation: Uuid, seq?: number): Promise<StoredConversation> {
    return this.#written(super.truncate(conversation, seq));
  }

  override mark(conversation: Uuid, change: MarkChange): Promise<StoredConversation> {
    return this.#written(super.mark(conversation, change));
  }

  override saveDraft(conversation: Uuid, text: string): Promise<StoredConversation> {
    return this.#written(super.saveDraft(conversation, text));
  }

  override saveDetails(conversation: Uuid, details: ConversationDetails): Promise<void> {
    return this.#written(super.saveDetails(conversation, details));
  }

  override enqueue(item: NewOutboxItem): Promise<OutboxItem> {
    return this.#written(super.enqueue(item), ({ key }) => super.finish(key));
  }

  override prepare(key: number, payload: Payload | undefined): Promise<OutboxItem | undefined> {
    return this.#written(super.prepare(key, payload));
  }

  override refuse(key: number, error: WireError, definite: boolean): Promise<void> {
    return this.#written(super.refuse(key, error, definite));
  }

  override countClose(key: number): Promise<number> {
    return this.#written(super.countClose(key));
  }

  override finish(key: number): Promise<void> {
    return this.#written(super.finish(key));
  }

  override retry(key: number, id: Uuid): Promise<OutboxItem | undefined> {
    return this.#written(super.retry(key, id));
  }

  override discard(key: number): Promise<boolean> {
    return this.#written(super.discard(key));
  }

  override saveUsers(users: readonly User[]): Promise<void> {
    return this.#written(super.saveUsers(users));
  }

  override saveBlocked(uids: readonly Uuid[]): Promise<void> {
    return this.#written(super.saveBlocked(uids));
  }

  override close(): Promise<void> {
    return this.#disk.run(async () => undefined);
  }

  override async destroy(): Promise<void> {
    await super.destroy();
    await this.#disk.run(() => rm(this.#path, { force: true }));
  }

  /** @param undo takes the change back before anything else is written, where it may not stand unless it is on disk */
  async #written<T>(change: Promise<T>, undo?: (result: T) => Promise<void>): Promise<T> {
    const result = await change;
    await this.#disk.run(async () => {
      try {
        await replaceFile(this.#path, JSON.stringify(this.data()));
      } catch (error) {
        await undo?.(result);
        throw error;
      }
    });
    return result;
  }
}

async function readData(path: string): Promise<StoredData | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as StoredData;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read; move it away to start with an empty copy`, { cause: error });
  }
}

/** Either the old content or the new one is there after a crash, never half of it. */
async function replaceFile(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
