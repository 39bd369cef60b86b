import { inject, Injector, signal, type Type } from '@angular/core';

/** A part that was not loaded, and whether somebody waits for it. */
export interface MissingPart {
  readonly asked: boolean;
}

/** The latest one, until the page has said so; `MissingNote` does. */
export const missingPart = signal<MissingPart | undefined>(undefined);

/**
 * Loads code that somebody asked for. Every `import()` goes through this or `partBeside`, so that one that fails is said
 * in one place; lint sees to it.
 */
export function part<T>(load: () => Promise<T>): Promise<T> {
  return loaded(load, { asked: true });
}

/** Loads code that nobody asked for. Without the server it is too early to say anything: what needs it asks again. */
export function partBeside<T>(load: () => Promise<T>): Promise<T> {
  return loaded(load, { asked: false });
}

/** A service whose code is loaded when it is needed, and again where that failed. Called in an injection context. */
export function injectPart<T>(load: () => Promise<Type<T>>): () => Promise<T> {
  const injector = inject(Injector);
  return async () => injector.get(await load());
}

async function loaded<T>(load: () => Promise<T>, missing: MissingPart): Promise<T> {
  try {
    return await load();
  } catch (error) {
    missingPart.set(missing);
    throw error;
  }
}
