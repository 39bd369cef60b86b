import type { Random } from '../ports/random.ts';

/** The randomness of the platform. */
export const systemRandom: Random = {
  uuid: () => crypto.randomUUID(),
  number: () => Math.random(),
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
