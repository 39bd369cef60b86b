import { computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';

/** What a link carries behind its `#`: a browser sends that to no server, so it gets into no log. Called where one may inject. */
export function linkParameters(): Signal<URLSearchParams> {
  const fragment = toSignal(inject(ActivatedRoute).fragment);
  return computed(() => new URLSearchParams(fragment() ?? ''));
}
