import { Component, computed, inject, input } from '@angular/core';
import type { NoticeItem } from '@parley/client';
import { Names } from '../../../core/chat/names.ts';
import { exactTime } from '../../../shared/dates.ts';
import { noticeText } from './notice-text.ts';

/** Joining, leaving, renaming: one centred line of small text. */
@Component({
  selector: 'parley-notice',
  template: `<p class="muted small" [title]="time()">{{ text() }}</p>`,
  styles: `
    p {
      padding-block: 0.375rem;
      text-align: center;
    }
  `,
})
export class Notice {
  private readonly names = inject(Names);
  readonly item = input.required<NoticeItem>();

  protected readonly text = computed(() => noticeText(this.item(), this.names));
  protected readonly time = computed(() => exactTime(this.item().time));
}
