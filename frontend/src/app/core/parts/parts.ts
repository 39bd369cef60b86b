import { inject, Injector, signal, type Type } from '@angular/core';

/** A part that failed to load, and whether the user is waiting for it. */
export interface MissingPart {
  readonly asked: boolean;
}

/** The latest one, until `MissingNote` has shown it. */
export const missingPart = signal<MissingPart | undefined>(undefined);

const missed = new WeakSet<object>();

/** Whether an error is the failure of a part to load, which `MissingNote` reports. */
export function isMissedPart(error: unknown): boolean {
  return error instanceof Object && missed.has(error);
}

/**
 * Loads code that the user asked for. Every `import()` goes through this or `backgroundPart`, so that failures are reported in
 * one place; lint checks it.
 */
export function part<T>(load: () => Promise<T>): Promise<T> {
  return loaded(load, { asked: true });
}

/** Loads code in the background. Without the server a failure is not reported: the user's next request tries again, or `showWhen`. */
export function backgroundPart<T>(load: () => Promise<T>): Promise<T> {
  return loaded(load, { asked: false });
}

/** A service whose code is loaded when needed, and again after a failure. Call it in an injection context. */
export function injectPart<T>(load: () => Promise<Type<T>>): () => Promise<T> {
  const injector = inject(Injector);
  return async () => injector.get(await load());
}

async function loaded<T>(load: () => Promise<T>, missing: MissingPart): Promise<T> {
  try {
    return await load();
  } catch (error) {
    missingPart.set(missing);
    if (error instanceof Object) missed.add(error);
    throw error;
  }
}
