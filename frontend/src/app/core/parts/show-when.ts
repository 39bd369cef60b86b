import { effect, untracked, type Type, type ViewContainerRef } from '@angular/core';
import { isMissedPart } from './parts.ts';

/** The pause before code that did not load is tried again. Each further one is twice as long, up to the longest. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Shows a component while it is wanted, and loads its code when it is wanted for the first time, again and again where that fails: a
 * warning must not stay away because the server was. `@defer` does the same without trying again, but a single use of it adds 2 KB to
 * every page. Called in an injection context.
 */
export function showWhen(
  wanted: () => unknown,
  place: () => ViewContainerRef | undefined,
  load: () => Promise<Type<unknown>>,
): void {
  effect((onCleanup) => {
    if (!wanted()) return untracked(() => place()?.clear());
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = async (pause: number): Promise<void> => {
      try {
        const component = await load();
        // At once, not in the next frame: until then its buttons have no names.
        if (!isOver && place()?.length === 0)
          place()?.createComponent(component).changeDetectorRef.detectChanges();
      } catch (error) {
        // It is reported where it was loaded.
        if (!isMissedPart(error)) throw error;
        if (!isOver) timer = setTimeout(() => void show(Math.min(pause * 2, LONGEST_PAUSE_MS)), pause);
      }
    };
    onCleanup(() => {
      isOver = true;
      clearTimeout(timer);
    });
    void show(FIRST_PAUSE_MS);
  });
}
