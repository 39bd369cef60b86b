import { Component, computed, inject, input } from '@angular/core';
import type { TimelineItem } from '@parley/client';
import type { ConversationType } from '@parley/protocol';
import { Clock } from '../../../core/device/clock.ts';
import { dayName } from '../../../shared/dates.ts';
import { MESSAGES } from '../../../shared/messages.ts';
import { isSilent } from './is-silent.ts';
import { Message } from './message/message.ts';
import { Notice } from './notice.ts';

/** An item of the timeline with the lines above it: the day, the line of new messages. */
@Component({
  selector: 'parley-timeline-row',
  imports: [Message, Notice],
  host: { '[class.first]': 'first()' },
  template: `
    @if (day() && dayText(); as text) {
      <p class="day">
        <span>{{ text }}</span>
      </p>
    }
    @if (newCount() > 0) {
      <p class="new">
        <span>{{ messages.newMessages(newCount()) }}</span>
      </p>
    }
    @let current = item();
    @if (current.kind === 'message') {
      <parley-message
        [item]="current"
        [first]="first()"
        [last]="last()"
        [direct]="direct()"
        [active]="active()"
        [found]="found()"
      />
    } @else if (current.kind === 'notice') {
      @if (!silent()) {
        <parley-notice [item]="current" />
      }
    } @else {
      <p class="hidden muted small">{{ messages.hidden }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
      padding: 1px 1.25rem;
    }
    :host(.first) {
      padding-block-start: 0.625rem;
    }
    .day {
      display: grid;
      place-items: center;
      padding-block: 0.5rem;
    }
    .day span {
      padding: 0.125rem 0.75rem;
      color: var(--mat-sys-on-surface-variant);
      font-size: var(--text-tiny);
      font-weight: 500;
    }
    .new {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      margin-block: 0.5rem;
      color: var(--mat-sys-primary);
      font-size: var(--text-small);
      font-weight: 600;
    }
    .new::before,
    .new::after {
      content: '';
      flex: 1;
      block-size: 1px;
      background: currentcolor;
      opacity: 0.4;
    }
    .hidden {
      text-align: center;
    }
    @media (width < 640px) {
      :host {
        padding-inline: 0.75rem;
      }
    }
  `,
})
export class TimelineRow {
  private readonly clock = inject(Clock);

  readonly item = input.required<TimelineItem>();
  readonly day = input.required<boolean>();
  readonly first = input.required<boolean>();
  readonly last = input.required<boolean>();
  readonly type = input.required<ConversationType>();
  readonly newCount = input(0);
  readonly active = input(false);
  readonly found = input(false);

  protected readonly messages = MESSAGES;
  protected readonly direct = computed(() => this.type() === 'direct');
  protected readonly silent = computed(() => isSilent(this.item(), this.type()));
  protected readonly dayText = computed(() => {
    const item = this.item();
    return item.kind === 'hidden' ? '' : dayName(item.time, this.clock.now());
  });
}
