import type { Uuid } from '@parley/protocol';
import type { HookDelivery, HookStore } from '../../domain/webhooks/hook-store.ts';
import {
  hookAfter,
  type HookOutcome,
  type IncomingHook,
  type StoredHook,
} from '../../domain/webhooks/stored-hook.ts';

export class MemoryHookStore implements HookStore {
  readonly #hooks = new Map<Uuid, StoredHook>();
  readonly #queue = new Map<Uuid, HookDelivery>();

  async create(hook: StoredHook): Promise<void> {
    this.#hooks.set(hook.id, hook);
  }

  async find(id: Uuid): Promise<StoredHook | undefined> {
    return this.#hooks.get(id);
  }

  async bySecret(secretHash: string): Promise<IncomingHook | undefined> {
    return [...this.#hooks.values()].find(
      (hook): hook is IncomingHook => hook.kind === 'incoming' && hook.secretHash === secretHash,
    );
  }

  async ofConversation(conversation: Uuid): Promise<readonly StoredHook[]> {
    return [...this.#hooks.values()]
      .filter((hook) => hook.conversation === conversation)
      .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  }

  async outgoing(): Promise<readonly Pick<StoredHook, 'id' | 'createdBy'>[]> {
    return [...this.#hooks.values()]
      .filter(({ kind }) => kind === 'outgoing')
      .map(({ id, createdBy }) => ({ id, createdBy }));
  }

  async conversations(): Promise<readonly Uuid[]> {
    return [...new Set([...this.#hooks.values()].map(({ conversation }) => conversation))];
  }

  async ofMaker(uid: Uuid): Promise<readonly StoredHook[]> {
    return [...this.#hooks.values()].filter(({ createdBy }) => createdBy === uid);
  }

  async madeBy(uid: Uuid): Promise<number> {
    return [...this.#hooks.values()].filter(({ createdBy }) => createdBy === uid).length;
  }

  async setMaker(id: Uuid, uid: Uuid): Promise<StoredHook | undefined> {
    const hook = this.#hooks.get(id);
    if (hook !== undefined) this.#hooks.set(id, { ...hook, createdBy: uid });
    return this.#hooks.get(id);
  }

  async remove(id: Uuid): Promise<boolean> {
    for (const { id: delivery, hook } of this.#queue.values()) if (hook === id) this.#queue.delete(delivery);
    return this.#hooks.delete(id);
  }

  async note(id: Uuid, outcome: HookOutcome): Promise<void> {
    const hook = this.#hooks.get(id);
    if (hook !== undefined) this.#hooks.set(id, hookAfter(hook, outcome));
  }

  async queue(delivery: HookDelivery, most: number): Promise<boolean> {
    const waiting = [...this.#queue.values()].filter(({ hook }) => hook === delivery.hook);
    if (waiting.length >= most) return false;
    this.#queue.set(delivery.id, delivery);
    return true;
  }

  async take(
    now: number,
    until: number,
    limit: number,
    except: readonly Uuid[],
  ): Promise<readonly HookDelivery[]> {
    const waiting = [...this.#queue.values()]
      .filter(({ dueAt, hook }) => dueAt <= now && !except.includes(hook))
      .sort((a, b) => a.dueAt - b.dueAt);
    const lines = Map.groupBy(waiting, ({ hook }) => hook);
    const due = [...lines.values()].flatMap((line) => line.slice(0, 1)).slice(0, limit);
    for (const delivery of due) this.#queue.set(delivery.id, { ...delivery, dueAt: until });
    return due;
  }

  async putOff(id: Uuid, attempts: number, dueAt: number): Promise<void> {
    const delivery = this.#queue.get(id);
    if (delivery !== undefined) this.#queue.set(id, { ...delivery, attempts, dueAt });
  }

  async putOffDue(hook: Uuid, now: number, pauses: readonly number[]): Promise<void> {
    for (const delivery of this.#queue.values()) {
      if (delivery.hook !== hook || delivery.dueAt > now) continue;
      const pause = pauses[delivery.attempts];
      if (pause === undefined) this.#queue.delete(delivery.id);
      else await this.putOff(delivery.id, delivery.attempts + 1, now + pause);
    }
  }

  async settle(id: Uuid): Promise<void> {
    this.#queue.delete(id);
  }
}
