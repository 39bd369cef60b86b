import { inject, Injectable, signal } from '@angular/core';
import type { AuditEvent, AuditFilter, User, Uuid } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { retryOnline } from '../../../core/chat/retry-online.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import type { Paged } from '../../../shared/later/paged-list.ts';

/** Pages that are asked for until one of them has something that fits. */
const TRIES = 10;

/** The records that fit a filter, as far as they are loaded. Provided by the page. */
@Injectable()
export class AuditEvents implements Paged {
  private readonly chat = inject(Chat);
  private readonly next = signal<number | undefined>(undefined);
  private filter: AuditFilter = {};
  /** Which list is shown: an answer for the one before does not count. */
  private list = 0;

  readonly items = signal<readonly AuditEvent[] | undefined>(undefined);
  /** Whom the records name. */
  readonly users = signal<ReadonlyMap<Uuid, User>>(new Map());
  readonly isLoadingMore = signal(false);
  readonly problem = signal<Problem | undefined>(undefined);

  constructor() {
    retryOnline(
      () => this.problem() !== undefined,
      () => this.more(),
    );
  }

  hasMore(): boolean {
    return this.next() !== undefined;
  }

  /** Begins anew. */
  async load(filter: AuditFilter): Promise<void> {
    this.filter = filter;
    this.list += 1;
    this.items.set(undefined);
    this.next.set(undefined);
    await this.more();
  }

  retry(): Promise<void> {
    return this.more();
  }

  async showMore(): Promise<void> {
    if (!this.isLoadingMore()) await this.more();
  }

  private async more(): Promise<void> {
    const { list } = this;
    this.problem.set(undefined);
    this.isLoadingMore.set(true);
    try {
      const tools = await this.chat.client.administration();
      for (let tries = 0, found = 0; tries < TRIES && found === 0; tries += 1) {
        const { records, users, next } = await tools.readAudit(this.filter, this.next());
        if (list !== this.list) return;
        found = records.length;
        this.users.update((known) => new Map([...known, ...users.map((user) => [user.uid, user] as const)]));
        this.items.update((shown = []) => [...shown, ...records]);
        this.next.set(next);
        if (next === undefined) break;
      }
    } catch (error) {
      if (list === this.list) this.problem.set(problemOf(error));
    } finally {
      if (list === this.list) this.isLoadingMore.set(false);
    }
  }
}
