import { Component, computed, type ElementRef, inject, input, signal, viewChild } from '@angular/core';
import type { RoomRules as Rules, Uuid } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { spanOf } from '../../../shared/later/spans.ts';
import { ORDER_MESSAGES } from './order-messages.ts';

const NONE: Rules = { slowMode: 0, onlyAdmins: false };
/** In seconds. */
const WAITS = [10, 30, 60, 300, 900, 3_600, 21_600];

interface Wanted {
  readonly rules: Rules;
  /** What the local copy said when they were saved: what comes after that counts more. */
  readonly over: Rules | 'saving';
}

/** What plain members of a room may do. Owners and admins change it; the others read it, where there is something to say. */
@Component({
  selector: 'parley-room-rules',
  imports: [ProblemNote],
  template: `
    @if (editable()) {
      <h3>Rules</h3>
      <label class="field">
        <span>Slow mode</span>
        <select #wait class="input" [value]="shown().slowMode" (change)="change({ slowMode: +wait.value })">
          @for (option of options(); track option.seconds) {
            <option [value]="option.seconds" [selected]="option.seconds === shown().slowMode">
              {{ option.label }}
            </option>
          }
        </select>
        <span class="muted small">{{ messages.slowModeHint }}</span>
      </label>
      <label class="check">
        <input
          #only
          type="checkbox"
          [checked]="shown().onlyAdmins"
          (change)="change({ onlyAdmins: only.checked })"
        />
        Only owners and admins write
      </label>
      @if (failure(); as problem) {
        <parley-problem-note [problem]="problem" />
      }
    } @else {
      @if (shown().onlyAdmins) {
        <p class="muted small">{{ messages.onlyAdmins }}</p>
      }
      @if (shown().slowMode > 0) {
        <p class="muted small">{{ messages.slowMode(shown().slowMode) }}</p>
      }
    }
  `,
  styles: `
    @use '../../../../styles/checkbox';
    @use '../../../../styles/details';
    @include checkbox.checkbox;
    :host {
      display: grid;
      gap: 0.5rem;
    }
    h3 {
      @include details.heading;
      margin-block-start: 1rem;
    }
    p {
      text-align: center;
      text-wrap: balance;
    }
    .field {
      display: grid;
      gap: 0.25rem;
      font-weight: 500;
    }
    .field .muted {
      font-weight: 400;
    }
    .check {
      display: flex;
      align-items: center;
      gap: 0.625rem;
      min-block-size: 40px;
    }
  `,
})
export class RoomRules {
  private readonly chat = inject(Chat);
  readonly room = input.required<Uuid>();
  readonly editable = input(false);

  private readonly wait = viewChild<ElementRef<HTMLSelectElement>>('wait');
  private readonly only = viewChild<ElementRef<HTMLInputElement>>('only');
  protected readonly messages = ORDER_MESSAGES;
  protected readonly failure = signal<Problem | undefined>(undefined);
  private readonly rules = computed(() => this.chat.row(this.room())?.rules ?? NONE);
  private readonly wanted = signal<Wanted | undefined>(undefined);
  /** As they will be, until the room says how they are. */
  protected readonly shown = computed(() => {
    const wanted = this.wanted();
    return wanted !== undefined && (wanted.over === 'saving' || wanted.over === this.rules())
      ? wanted.rules
      : this.rules();
  });
  protected readonly options = computed(() => {
    const { slowMode } = this.rules();
    const waits = slowMode === 0 || WAITS.includes(slowMode) ? WAITS : [...WAITS, slowMode];
    const labelled = waits
      .toSorted((a, b) => a - b)
      .map((seconds) => ({ seconds, label: `One message every ${spanOf(seconds)}` }));
    return [{ seconds: 0, label: 'Off' }, ...labelled];
  });

  /** All rules are said anew. What is changed meanwhile follows. */
  protected async change(change: Partial<Rules>): Promise<void> {
    const isSaving = this.wanted()?.over === 'saving';
    this.wanted.set({ rules: { ...this.shown(), ...change }, over: 'saving' });
    if (isSaving) return;
    this.failure.set(undefined);
    try {
      const { order } = await this.chat.client.rooms();
      for (let said: Rules | undefined; said !== this.shown();) {
        said = this.shown();
        await order.changeRules(this.room(), said);
      }
      this.wanted.set({ rules: this.shown(), over: this.rules() });
    } catch (error) {
      this.failure.set(problemOf(error));
      this.wanted.set(undefined);
      this.showAgain();
    }
  }

  /** The fields show what the user chose, also where the rules never changed between two renderings. */
  private showAgain(): void {
    const { slowMode, onlyAdmins } = this.shown();
    const [wait, only] = [this.wait()?.nativeElement, this.only()?.nativeElement];
    if (wait !== undefined) wait.value = String(slowMode);
    if (only !== undefined) only.checked = onlyAdmins;
  }
}
