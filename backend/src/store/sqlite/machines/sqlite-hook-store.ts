import type Database from 'better-sqlite3';
import type { Uuid } from '@parley/protocol';
import type { HookDelivery, HookStore } from '../../../domain/webhooks/hook-store.ts';
import {
  hookAfter,
  type HookOutcome,
  type IncomingHook,
  type StoredHook,
} from '../../../domain/webhooks/stored-hook.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';
import { hookOf, hookRow, type HookRow } from './hook-row.ts';

const DELIVERY = 'id, hook, body, attempts, due_at AS dueAt';

/** The hooks of which something is due. It looks at one row of each, however many wait behind it. */
const LINES = `
WITH RECURSIVE line (hook) AS (
  SELECT min(hook) FROM hook_deliveries
  UNION ALL
  SELECT (SELECT min(hook) FROM hook_deliveries WHERE hook > line.hook) FROM line WHERE line.hook IS NOT NULL
), first AS (
  SELECT hook, (SELECT min(due_at) FROM hook_deliveries WHERE hook = line.hook) AS due_at FROM line
  WHERE hook NOT IN (SELECT value FROM json_each(:except))
)
SELECT hook FROM first WHERE due_at <= :now ORDER BY due_at LIMIT :limit`;

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
      outgoing: db.prepare<[], Pick<StoredHook, 'id' | 'createdBy'>>(
        "SELECT id, hook ->> 'createdBy' AS createdBy FROM hooks WHERE kind = 'outgoing'",
      ),
      conversations: db.prepare<[], Uuid>('SELECT DISTINCT conversation FROM hooks').pluck(),
      ofMaker: db.prepare<[Uuid], HookRow>("SELECT hook FROM hooks WHERE hook ->> 'createdBy' = ?"),
      madeBy: db.prepare<[Uuid], number>("SELECT count(*) FROM hooks WHERE hook ->> 'createdBy' = ?").pluck(),
      remove: db.prepare<[Uuid]>('DELETE FROM hooks WHERE id = ?'),
      unqueue: db.prepare<[Uuid]>('DELETE FROM hook_deliveries WHERE hook = ?'),
      waiting: db.prepare<[Uuid], number>('SELECT count(*) FROM hook_deliveries WHERE hook = ?').pluck(),
      queue: db.prepare<[HookDelivery]>(
        'INSERT INTO hook_deliveries VALUES (:id, :hook, :body, :attempts, :dueAt)',
      ),
      isDue: db.prepare<[number], Uuid>('SELECT id FROM hook_deliveries WHERE due_at <= ? LIMIT 1').pluck(),
      lines: db.prepare<[{ except: string; now: number; limit: number }], Uuid>(LINES).pluck(),
      due: db.prepare<[Uuid, number], HookDelivery>(
        `SELECT ${DELIVERY} FROM hook_deliveries WHERE hook = ? AND due_at <= ? ORDER BY due_at LIMIT 1`,
      ),
      giveUpDue: db.prepare<[Uuid, number, number]>(
        'DELETE FROM hook_deliveries WHERE hook = ? AND due_at <= ? AND attempts >= ?',
      ),
      putOffDue: db.prepare<[{ hook: Uuid; now: number; pauses: string }]>(
        `UPDATE hook_deliveries SET attempts = attempts + 1, due_at = :now + json_extract(:pauses, '$[' || attempts || ']')
         WHERE hook = :hook AND due_at <= :now`,
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

  async outgoing(): Promise<readonly Pick<StoredHook, 'id' | 'createdBy'>[]> {
    return reading(() => this.#sql.outgoing.all());
  }

  async ofMaker(uid: Uuid): Promise<readonly StoredHook[]> {
    return reading(() => this.#sql.ofMaker.all(uid).map(hookOf));
  }

  async conversations(): Promise<readonly Uuid[]> {
    return reading(() => this.#sql.conversations.all());
  }

  setMaker(id: Uuid, uid: Uuid): Promise<StoredHook | undefined> {
    return this.#commits.write(() => {
      const hook = this.#find(id);
      if (hook !== undefined) this.#sql.put.run(hookRow({ ...hook, createdBy: uid }));
      return this.#find(id);
    });
  }

  async madeBy(uid: Uuid): Promise<number> {
    return reading(() => this.#sql.madeBy.get(uid) ?? 0);
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

  take(now: number, until: number, limit: number, except: readonly Uuid[]): Promise<readonly HookDelivery[]> {
    const wanted = { except: JSON.stringify(except), now, limit };
    const lines = () => this.#sql.lines.all(wanted);
    // Mostly there is none: then nothing is written.
    if (reading(() => this.#sql.isDue.get(now) === undefined || lines().length === 0))
      return Promise.resolve([]);
    return this.#commits.write(() => {
      const due = lines().flatMap((hook) => this.#sql.due.all(hook, now));
      for (const { id, attempts } of due) this.#sql.putOff.run(attempts, until, id);
      return due;
    });
  }

  putOff(id: Uuid, attempts: number, dueAt: number): Promise<void> {
    return this.#commits.write(() => void this.#sql.putOff.run(attempts, dueAt, id));
  }

  putOffDue(hook: Uuid, now: number, pauses: readonly number[]): Promise<void> {
    return this.#commits.write(() => {
      this.#sql.giveUpDue.run(hook, now, pauses.length);
      this.#sql.putOffDue.run({ hook, now, pauses: JSON.stringify(pauses) });
    });
  }

  settle(id: Uuid): Promise<void> {
    return this.#commits.write(() => void this.#sql.settle.run(id));
  }

  #find(id: Uuid): StoredHook | undefined {
    const row = this.#sql.find.get(id);
    return row && hookOf(row);
  }
}
