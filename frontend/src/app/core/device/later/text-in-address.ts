import { DestroyRef, effect, inject, signal, type Signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { valuesInAddress } from './values-in-address.ts';

/** How long one does not type before the address follows. */
const WHILE_TYPING_MS = 150;

/** A text of a field that stands in the address, too. */
export interface TextInAddress {
  readonly value: Signal<string>;
  /** Somebody types. The address follows in place of the one before. */
  type(text: string): void;
}

/** @param name see `valuesInAddress`. Call it in an injection context of a page. */
export function textInAddress(name: string): TextInAddress {
  const router = inject(Router);
  const address = valuesInAddress();
  const inAddress = () => address.values().get(name) ?? '';
  const value = signal(untracked(inAddress));
  let timer: ReturnType<typeof setTimeout> | undefined;
  inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  // What one has typed and the address does not say yet is not taken back.
  effect(() => {
    const said = inAddress();
    const isOwn = router.lastSuccessfulNavigation()?.extras.info === value;
    if (!isOwn && timer === undefined) untracked(() => value.set(said));
  });
  const follow = () => {
    timer = undefined;
    address.set(name, value(), value);
  };
  return {
    value: value.asReadonly(),
    type: (text) => {
      value.set(text);
      clearTimeout(timer);
      timer = setTimeout(follow, WHILE_TYPING_MS);
    },
  };
}
