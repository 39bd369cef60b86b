import { Component, computed, input } from '@angular/core';

/** A name, and behind it the username of somebody who has namesakes, if there is one. */
const PARTS = /^(?<name>.+?)(?<username>\s\(@[\w-]+\))?$/su;

/** What a person or a conversation is called, in one line. The name gives way before the username that tells it apart. */
@Component({
  selector: 'parley-name',
  template: `<span class="ellipsis">{{ parts().name }}</span
    ><span class="username ellipsis">{{ parts().username }}</span>`,
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
  `,
})
export class NameText {
  /** As `Names` makes it. */
  readonly name = input.required<string>();
  protected readonly parts = computed(() => {
    const { name = '', username = '' } = PARTS.exec(this.name())?.groups ?? {};
    return { name, username };
  });
}
