import { Component, computed, inject, signal } from '@angular/core';
import type { AuditCheck as Check, Finding } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { FindingNote } from '../finding-note.ts';
import { AUDIT_MESSAGES } from './audit-messages.ts';

/** Checks the audit log, says how far that is, and what was found. */
@Component({
  selector: 'parley-audit-check',
  imports: [FindingNote, ProblemNote],
  template: `
    <button type="button" class="outlined" [attr.aria-disabled]="isChecking()" (click)="check()">
      {{ isChecking() ? 'Verifying …' : 'Verify' }}
    </button>
    <div role="status">
      @if (progress(); as text) {
        <p class="muted">{{ text }}</p>
      }
      @if (finding(); as finding) {
        <parley-finding-note [finding]="finding" />
      }
    </div>
    @if (problem(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    button {
      padding-inline: 0.75rem;
      font-size: var(--text-small);
    }
    [role='status'] {
      flex-basis: 100%;
      order: 1;
    }
    [role='status']:empty {
      display: none;
    }
  `,
})
export class AuditCheck {
  private readonly chat = inject(Chat);
  private readonly done = signal<Check | undefined>(undefined);
  protected readonly isChecking = signal(false);
  protected readonly finding = signal<Finding | undefined>(undefined);
  protected readonly problem = signal<Problem | undefined>(undefined);
  protected readonly progress = computed(() => {
    const done = this.done();
    return done && AUDIT_MESSAGES.checking(done.checked, done.of);
  });

  protected async check(): Promise<void> {
    if (this.isChecking()) return;
    this.isChecking.set(true);
    this.finding.set(undefined);
    this.problem.set(undefined);
    try {
      const tools = await this.chat.client.administration();
      this.finding.set(await tools.checkAudit((check) => this.done.set(check)));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.done.set(undefined);
      this.isChecking.set(false);
    }
  }
}
