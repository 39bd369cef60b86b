import { Component, computed, input } from '@angular/core';

/** A name, and behind it the username of somebody who has namesakes, if there is one. */
const PARTS = /^(?<name>.+?)(?<username>\s\(@[\w-]+\))?$/su;

/** What a person or a conversation is called, in one line. The name gives way before the username that tells it apart. */
@Component({
  selector: 'parley-name',
  template: `<span class="ellipsis">{{ parts().name }}</span
    ><span class="username ellipsis">{{ parts().username }}</span>
    @if (machine()) {
      <span class="machine">machine</span>
    }`,
  styles: `
    :host {
      display: flex;
      align-items: baseline;
      min-inline-size: 0;
    }
    .username {
      flex: none;
      max-inline-size: calc(100% - 2ch);
      white-space: pre;
      font-size: 0.875em;
      font-weight: 400;
    }
    .machine {
      flex: none;
      margin-inline-start: 0.375rem;
      padding-inline: 0.3125rem;
      border: 1px solid;
      border-radius: 4px;
      font-size: 0.6875rem;
      font-weight: 400;
      line-height: 1.4;
    }
  `,
})
export class NameText {
  /** As `Names` makes it. */
  readonly name = input.required<string>();
  /** Whether it is a machine's: a mark says so, so that nobody takes it for a person. */
  readonly machine = input(false);
  protected readonly parts = computed(() => {
    const { name = '', username = '' } = PARTS.exec(this.name())?.groups ?? {};
    return { name, username };
  });
}
