import { Component, computed, inject, input } from '@angular/core';
import type { MessageItem } from '@parley/client';
import { Clock } from '../../core/device/clock.ts';
import { exactTime, listTime } from '../../shared/dates.ts';
import { NameText } from '../../shared/people/name-text.ts';
import { excerptOf } from './excerpt-of.ts';

/** A message that was found: who said it, when, and what it says around what was found. */
@Component({
  selector: 'parley-found-message',
  imports: [NameText],
  template: `
    <span class="head">
      <parley-name class="ellipsis" [name]="name()" [machine]="machine()" />
      <time class="muted small" [title]="exact()">{{ time() }}</time>
    </span>
    <span class="text" dir="auto">
      @for (part of excerpt(); track $index) {
        @if (part.marked) {
          <mark>{{ part.text }}</mark>
        } @else {
          <span>{{ part.text }}</span>
        }
      }
    </span>
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.125rem;
      text-align: start;
    }
    .head {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      gap: 0.5rem;
      min-inline-size: 0;
    }
    parley-name {
      font-weight: 500;
    }
    time {
      flex: none;
    }
    .text {
      display: -webkit-box;
      overflow: hidden;
      overflow-wrap: anywhere;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 5;
      line-clamp: 5;
    }
    mark {
      border-radius: 3px;
      background: color-mix(in srgb, var(--mat-sys-primary) 20%, transparent);
      color: inherit;
      font-weight: 600;
    }
  `,
})
export class FoundMessage {
  private readonly clock = inject(Clock);
  readonly item = input.required<MessageItem>();
  readonly name = input.required<string>();
  /** It is the account of a program. */
  readonly machine = input(false);
  /** What was looked for. */
  readonly words = input.required<string>();

  protected readonly excerpt = computed(() => excerptOf(this.item().content?.text ?? '', this.words()));
  protected readonly time = computed(() => listTime(this.item().time, this.clock.now()));
  protected readonly exact = computed(() => exactTime(this.item().time));
}
