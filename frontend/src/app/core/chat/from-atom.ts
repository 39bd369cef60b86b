import { DestroyRef, inject, signal, type Signal } from '@angular/core';
import type { ReadableAtom } from 'nanostores';

/** An atom of the SDK as a signal, for as long as its injector lives. */
export function fromAtom<T>(atom: ReadableAtom<T>, owner = inject(DestroyRef)): Signal<T> {
  const value = signal(atom.get());
  owner.onDestroy(atom.subscribe((next) => value.set(next)));
  return value.asReadonly();
}
