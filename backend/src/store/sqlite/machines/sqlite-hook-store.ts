import type Database from 'better-sqlite3';
import type { Uuid } from '@parley/protocol';
import type { HookDelivery, HookStore } from '../../../domain/webhooks/hook-store.ts';
import {
  hookAfter,
  type HookOutcome,
  type IncomingHook,
  type OutgoingHook,
  type StoredHook,
} from '../../../domain/webhooks/stored-hook.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';
import { hookOf, hookRow, type HookRow } from './hook-row.ts';

const DELIVERY = 'id, hook, body, attempts, due_at AS dueAt';

export class SqliteHookStore implements HookStore {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = {
      put: db.prepare<[HookRow]>(
        'INSERT OR REPLACE INTO hooks VALUES (:id, :kind, :conversation, :secretHash, :createdAt, :hook)',
      ),
      find: db.prepare<[Uuid], HookRow>('SELECT hook FROM hooks WHERE id = ?'),
      bySecret: db.prepare<[string], HookRow>('SELECT hook FROM hooks WHERE secret_hash = ?'),
      ofConversation: db.prepare<[Uuid], HookRow>(
        'SELECT hook FROM hooks WHERE conversation = ? ORDER BY created_at, id',
      ),
      outgoing: db.prepare<[], HookRow>("SELECT hook FROM hooks WHERE kind = 'outgoing'"),
      remove: db.prepare<[Uuid]>('DELETE FROM hooks WHERE id = ?'),
      unqueue: db.prepare<[Uuid]>('DELETE FROM hook_deliveries WHERE hook = ?'),
      waiting: db.prepare<[Uuid], number>('SELECT count(*) FROM hook_deliveries WHERE hook = ?').pluck(),
      queue: db.prepare<[HookDelivery]>(
        'INSERT INTO hook_deliveries VALUES (:id, :hook, :body, :attempts, :dueAt)',
      ),
      due: db.prepare<[number, number], HookDelivery>(
        `SELECT ${DELIVERY} FROM hook_deliveries WHERE due_at <= ? ORDER BY due_at LIMIT ?`,
      ),
      putOff: db.prepare<[number, number, Uuid]>(
        'UPDATE hook_deliveries SET attempts = ?, due_at = ? WHERE id = ?',
      ),
      settle: db.prepare<[Uuid]>('DELETE FROM hook_deliveries WHERE id = ?'),
    };
  }

  create(hook: StoredHook): Promise<void> {
    return this.#commits.write(() => void this.#sql.put.run(hookRow(hook)));
  }

  async find(id: Uuid): Promise<StoredHook | undefined> {
    return reading(() => this.#find(id));
  }

  async bySecret(secretHash: string): Promise<IncomingHook | undefined> {
    return reading(() => {
      const row = this.#sql.bySecret.get(secretHash);
      const hook = row && hookOf(row);
      return hook?.kind === 'incoming' ? hook : undefined;
    });
  }

  async ofConversation(conversation: Uuid): Promise<readonly StoredHook[]> {
    return reading(() => this.#sql.ofConversation.all(conversation).map(hookOf));
  }

  async outgoing(): Promise<readonly OutgoingHook[]> {
    return reading(() =>
      this.#sql.outgoing
        .all()
        .map(hookOf)
        .filter((hook) => hook.kind === 'outgoing'),
    );
  }

  remove(id: Uuid): Promise<boolean> {
    return this.#commits.write(() => {
      this.#sql.unqueue.run(id);
      return this.#sql.remove.run(id).changes === 1;
    });
  }

  note(id: Uuid, outcome: HookOutcome): Promise<void> {
    return this.#commits.write(() => {
      const hook = this.#find(id);
      if (hook !== undefined) this.#sql.put.run(hookRow(hookAfter(hook, outcome)));
    });
  }

  queue(delivery: HookDelivery, most: number): Promise<boolean> {
    return this.#commits.write(() => {
      if ((this.#sql.waiting.get(delivery.hook) ?? 0) >= most) return false;
      this.#sql.queue.run(delivery);
      return true;
    });
  }

  take(now: number, until: number, limit: number): Promise<readonly HookDelivery[]> {
    // Mostly there is none: then nothing is written.
    if (reading(() => this.#sql.due.get(now, 1)) === undefined) return Promise.resolve([]);
    return this.#commits.write(() => {
      const due = this.#sql.due.all(now, limit);
      for (const { id, attempts } of due) this.#sql.putOff.run(attempts, until, id);
      return due;
    });
  }

  putOff(id: Uuid, attempts: number, dueAt: number): Promise<void> {
    return this.#commits.write(() => void this.#sql.putOff.run(attempts, dueAt, id));
  }

  settle(id: Uuid): Promise<void> {
    return this.#commits.write(() => void this.#sql.settle.run(id));
  }

  #find(id: Uuid): StoredHook | undefined {
    const row = this.#sql.find.get(id);
    return row && hookOf(row);
  }
}
