import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { directConversation } from '@parley/client/direct';
import type { Uuid } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { retryOnline } from '../../core/chat/retry-online.ts';
import { Names } from '../../core/chat/names.ts';
import { Confirm } from '../../core/overlays/confirm.ts';
import { PageHeader } from '../../shared/later/page-header.ts';
import { ListSkeleton } from '../../shared/list-skeleton.ts';
import { PersonLine } from '../../shared/people/person-line.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { allMachines } from './all-machines.ts';
import { ChangeMachine } from './change-machine.ts';
import { MACHINE_MESSAGES } from './machine-messages.ts';
import { MachineTokens } from './machine-tokens.ts';
import { scopesText } from './scopes-text.ts';

/** A machine for administrators: what it may do, its tokens, and the way to stop it. */
@Component({
  selector: 'parley-machine-page',
  imports: [ChangeMachine, ListSkeleton, MachineTokens, PageHeader, PersonLine, ProblemNote, RouterLink],
  template: `
    <parley-page-header
      [heading]="machine()?.user?.displayName ?? 'Machine'"
      back="/machines"
      backLabel="Back to machines"
    />
    <div class="page stack">
      @if (failure() ?? loadFailure(); as problem) {
        <parley-problem-note [problem]="problem" />
      }
      @if (machine(); as machine) {
        <parley-person-line [user]="machine.user" [note]="machine.user.removed ? messages.suspended : ''" />
        @if (isChanging()) {
          <parley-change-machine [machine]="machine" (closed)="endChange()" />
        } @else {
          @if (machine.purpose !== '') {
            <p dir="auto">{{ machine.purpose }}</p>
          }
          <ul class="muted">
            <li>It {{ may() }}.</li>
            <li>{{ owner() }}.</li>
            @if (machine.user.simpleKey === undefined) {
              <li>{{ messages.readable }}</li>
            }
          </ul>
          <div class="ways">
            <a class="button outlined" [routerLink]="['/c', conversation()]">Message</a>
            <button type="button" class="outlined" (click)="isChanging.set(true)">Change</button>
            @if (machine.user.removed) {
              <button type="button" class="outlined" (click)="resume()">Resume</button>
            } @else {
              <button type="button" class="outlined danger" (click)="suspend()">Suspend</button>
            }
          </div>
        }
        <parley-machine-tokens [machine]="machine" />
      } @else if (list.isLoading()) {
        <parley-list-skeleton />
      } @else if (list.hasValue()) {
        <p>{{ messages.gone }}</p>
      } @else {
        <button type="button" class="quiet" (click)="list.reload()">Try again</button>
      }
    </div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
    }
    .page > * {
      inline-size: 100%;
    }
    parley-machine-tokens {
      margin-block-start: 1rem;
    }
    ul {
      display: grid;
      gap: 0.25rem;
      padding: 0;
      list-style: none;
    }
    .ways {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
  `,
})
export class MachinePage {
  private readonly chat = inject(Chat);
  private readonly names = inject(Names);
  private readonly confirm = inject(Confirm);
  readonly uid = input.required<Uuid>();

  protected readonly messages = MACHINE_MESSAGES;
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly isChanging = signal(false);
  protected readonly list = resource({
    params: () => this.uid(),
    loader: async () => allMachines(await this.chat.client.machines()),
  });
  protected readonly machine = computed(() =>
    this.list.hasValue() ? this.list.value().find(({ user }) => user.uid === this.uid()) : undefined,
  );
  protected readonly loadFailure = computed(() => {
    const error = this.list.error();
    return error === undefined ? undefined : problemOf(error);
  });
  protected readonly may = computed(() => {
    const machine = this.machine();
    return machine === undefined ? '' : scopesText(machine.scopes);
  });
  protected readonly owner = computed(() => {
    const owner = this.machine()?.owner;
    return owner === undefined ? MACHINE_MESSAGES.noOwner : MACHINE_MESSAGES.owner(this.names.subject(owner));
  });
  protected readonly conversation = computed(() => directConversation(this.chat.client, this.uid()));

  constructor() {
    retryOnline(
      () => this.loadFailure() !== undefined,
      () => this.list.reload(),
    );
  }

  protected endChange(): void {
    this.isChanging.set(false);
    this.list.reload();
  }

  protected async suspend(): Promise<void> {
    const name = this.machine()?.user.displayName ?? '';
    if (!(await this.confirm.ask(MACHINE_MESSAGES.suspend(name)))) return;
    await this.attempt(async () => (await this.chat.client.machines()).suspend(this.uid()));
  }

  protected async resume(): Promise<void> {
    await this.attempt(async () => (await this.chat.client.machines()).resume(this.uid()));
  }

  private async attempt(command: () => Promise<void>): Promise<void> {
    this.failure.set(undefined);
    try {
      await command();
    } catch (error) {
      this.failure.set(problemOf(error));
    }
    this.list.reload();
  }
}
