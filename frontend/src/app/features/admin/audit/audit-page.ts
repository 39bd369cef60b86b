import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AUDIT_KINDS } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { PersonFilter } from '../../../core/chat/later/person-filter.ts';
import { Names } from '../../../core/chat/names.ts';
import { valuesInAddress } from '../../../core/device/later/values-in-address.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { PagedList } from '../../../shared/later/paged-list.ts';
import { AuditCheck } from './audit-check.ts';
import { AuditEventLine } from './audit-event.ts';
import { AuditEvents } from './audit-events.ts';
import { auditFilterOf } from './audit-filter-of.ts';
import { AUDIT_MESSAGES } from './audit-messages.ts';
import { eventName } from './event-words.ts';
import { saveFile } from './save-file.ts';

/** What was done on this server, the newest first, by filters that stand in the address. */
@Component({
  selector: 'parley-audit-page',
  imports: [AuditCheck, AuditEventLine, PagedList, PersonFilter, ProblemNote, RouterLink],
  providers: [AuditEvents],
  templateUrl: './audit-page.html',
  styleUrl: './audit-page.scss',
})
export class AuditPage {
  private readonly chat = inject(Chat);
  private readonly names = inject(Names);
  protected readonly events = inject(AuditEvents);
  protected readonly address = valuesInAddress();
  protected readonly messages = AUDIT_MESSAGES;
  protected readonly kinds = AUDIT_KINDS.map((kind) => ({ kind, name: eventName(kind) })).sort((a, b) =>
    a.name.localeCompare(b.name),
  );

  protected readonly filter = computed(() => auditFilterOf(this.address.values()), {
    equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  /** Who is deactivated is chosen by their name in a record, and not found by the filter. */
  protected readonly chosenName = computed(() => {
    const { uid } = this.filter();
    if (uid === undefined) return '';
    return this.events.users().get(uid)?.displayName ?? this.names.person(uid);
  });
  protected readonly said = computed(() => {
    if (this.events.items()?.length !== 0) return '';
    return this.events.hasMore() ? AUDIT_MESSAGES.noneYet : AUDIT_MESSAGES.none;
  });
  protected readonly isFiltered = computed(() => Object.keys(this.filter()).length > 0);
  /** Which export is being made. */
  protected readonly exporting = signal<'csv' | 'jsonl' | undefined>(undefined);
  protected readonly problem = signal<Problem | undefined>(undefined);

  constructor() {
    effect(() => {
      const filter = this.filter();
      untracked(() => void this.events.load(filter));
    });
  }

  protected async exportAs(format: 'csv' | 'jsonl'): Promise<void> {
    if (this.exporting() !== undefined) return;
    this.exporting.set(format);
    this.problem.set(undefined);
    try {
      const tools = await this.chat.client.administration();
      saveFile(await tools.exportAudit(this.filter(), format), `parley-audit.${format}`);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.exporting.set(undefined);
    }
  }

  protected valueOf(name: string): string {
    return this.address.values().get(name) ?? '';
  }
}
