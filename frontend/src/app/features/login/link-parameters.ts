import { computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';

/** The part of a link behind `#`: it is sent to no server and so appears in no log. Call it in an injection context. */
export function linkParameters(): Signal<URLSearchParams> {
  const fragment = toSignal(inject(ActivatedRoute).fragment);
  return computed(() => new URLSearchParams(fragment() ?? ''));
}
