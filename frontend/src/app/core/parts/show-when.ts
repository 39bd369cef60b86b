import { DestroyRef, effect, inject, untracked, type Type, type ViewContainerRef } from '@angular/core';

/**
 * Shows a component while it is wanted, and loads its code when it is wanted for the first time. `@defer` does the same,
 * but a single use of it adds 2 KB to every page. Called in an injection context.
 */
export function showWhen(
  wanted: () => boolean,
  place: () => ViewContainerRef | undefined,
  load: () => Promise<Type<unknown>>,
): void {
  const owner = inject(DestroyRef);
  const show = async () => {
    const component = await load();
    if (!owner.destroyed && wanted() && place()?.length === 0) place()?.createComponent(component);
  };
  effect(() => {
    if (wanted()) void show();
    else untracked(() => place()?.clear());
  });
}
