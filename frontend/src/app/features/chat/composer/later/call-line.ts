import { Component, computed, input } from '@angular/core';
import { counted } from '../../../../shared/messages.ts';
import type { Call } from './calls.ts';

/** Says before it is sent how many people a message notifies by `@all` or `@here`, or why it notifies nobody. */
@Component({
  selector: 'parley-call-line',
  host: { role: 'status' },
  template: `<p class="small" [class.muted]="!reaches()">{{ text() }}</p>`,
  styles: `
    p:not(.muted) {
      color: var(--mat-sys-primary);
      font-weight: 500;
    }
  `,
})
export class CallLine {
  readonly call = input<Call>();

  protected readonly reaches = computed(() => this.call()?.kind === 'all' || this.call()?.kind === 'here');
  protected readonly text = computed(() => {
    const call = this.call();
    switch (call?.kind) {
      case 'all':
        return `@all notifies everyone here: ${counted(call.people, 'person', 'people')}.`;
      case 'here':
        return `@here notifies ${counted(call.people, 'person who is', 'people who are')} online.`;
      case 'alone':
        return '@all and @here notify nobody: no one else is in here.';
      case 'notAllowed':
        return '@all and @here notify nobody: in a group this large, only owners and admins may use them.';
      case 'nobodyOnline':
        return '@here notifies nobody: no one else is online.';
      case 'manyOnline':
        return '@here notifies nobody: more people are online than one message can name. Use @all.';
      case 'unknown':
        return "@here notifies nobody now: it isn't known who is online.";
      case 'asking':
        return 'Looking who is online …';
      case undefined:
        return '';
    }
  });
}
