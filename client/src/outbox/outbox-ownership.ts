/**
 * Which of several tabs sends what is in their common outbox.
 * An optimisation: that nothing is sent twice rests on the ids.
 */
export interface OutboxOwnership {
  /** Waits for its turn. @returns a function that gives the outbox up */
  acquire(listener: OwnershipListener): () => void;
  /** Tells the other tabs that something in the outbox changed. */
  announce(): void;
}

export interface OwnershipListener {
  /** This tab sends from now on. */
  gained(): void;
  /** Another tab took over. */
  lost(): void;
  /** Another tab changed something in the outbox. */
  changed(): void;
}

/** For a client that shares its outbox with nobody. */
export const soleOwnership: OutboxOwnership = {
  acquire: (listener) => {
    listener.gained();
    return () => undefined;
  },
  announce: () => undefined,
};
