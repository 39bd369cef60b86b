import { first } from './0001-first.ts';

/** Every step from an empty database to today's, in order. Steps that were released never change. */
export const migrations: readonly string[] = [first];
