import { DestroyRef, effect, inject, signal, type Signal, untracked } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';

/** How long one does not type before the address follows. */
const WHILE_TYPING_MS = 150;

/** A text of a field that stands in the query of the address, too: reload, back, forward and links keep it. */
export interface TextInAddress {
  readonly value: Signal<string>;
  /** Somebody types. The address follows in place of the one before. */
  type(text: string): void;
}

/** @param name of the parameter. Call it in an injection context of a page. */
export function textInAddress(name: string): TextInAddress {
  const router = inject(Router);
  const relativeTo = inject(ActivatedRoute);
  const inUrl = () => router.parseUrl(router.url).queryParamMap.get(name) ?? '';
  const value = signal(inUrl());
  let timer: ReturnType<typeof setTimeout> | undefined;
  inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  // What one has typed and the address does not say yet is not taken back.
  effect(() => {
    const isOwn = router.lastSuccessfulNavigation()?.extras.info === value;
    if (!isOwn && timer === undefined) untracked(() => value.set(inUrl()));
  });
  const follow = () => {
    timer = undefined;
    const queryParams = { [name]: value() === '' ? null : value() };
    const extras = { queryParamsHandling: 'merge', replaceUrl: true, info: value } as const;
    void router.navigate([], { relativeTo, queryParams, ...extras });
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
