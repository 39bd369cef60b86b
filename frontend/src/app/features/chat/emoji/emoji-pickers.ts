import { inject, Injector, Service } from '@angular/core';
import { part } from '../../../core/parts/parts.ts';

/** Opens the emoji picker, whose code and list are loaded with the first one. */
@Service()
export class EmojiPickers {
  private readonly injector = inject(Injector);

  async open(origin: HTMLElement, pick: (emoji: string) => unknown): Promise<void> {
    const [{ Floating }, { EmojiPicker }] = await Promise.all([
      part(() => import('../../../shared/later/floating.ts')),
      part(() => import('./later/emoji-picker.ts')),
    ]);
    const floating = new Floating(this.injector, origin, EmojiPicker);
    floating.component.instance.picked.subscribe((emoji) => {
      floating.close();
      pick(emoji);
    });
  }
}
