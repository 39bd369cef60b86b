import type { Injector } from '@angular/core';
import type { MemberMark } from '@parley/protocol';
import { Floating } from '../../../../../shared/later/floating.ts';
import { ReceiptsPanel } from './receipts-panel.ts';

/** Shows beside an element how far others have received and read a message. */
export function showReceipts(
  injector: Injector,
  origin: HTMLElement,
  seq: number,
  others: readonly MemberMark[],
): void {
  const panel = new Floating(injector, origin, ReceiptsPanel).component;
  const show = (part: string, isIn: (mark: MemberMark) => boolean) =>
    panel.setInput(
      part,
      others.filter(isIn).map(({ uid }) => uid),
    );
  show('read', ({ read }) => read >= seq);
  show('delivered', ({ delivered, read }) => read < seq && delivered >= seq);
  show('waiting', ({ delivered }) => delivered < seq);
}
