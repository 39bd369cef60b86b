/**
 * Decides which of several tabs sends the items of their common outbox.
 * This is an optimisation: the ids of the commands prevent duplicates.
 */
export interface OutboxOwnership {
  /** Waits for its turn. @returns a function that gives the outbox up */
  acquire(listener: OwnershipListener): () => void;
  /** Takes the outbox over from whichever tab has it, for what this tab's user asks for. `gained` tells when. */
  take(): void;
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

/** For a client that does not share its outbox with other tabs. */
export const soleOwnership: OutboxOwnership = {
  acquire: (listener) => {
    listener.gained();
    return () => undefined;
  },
  take: () => undefined,
  announce: () => undefined,
};
