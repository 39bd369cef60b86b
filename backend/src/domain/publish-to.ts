import type { Publisher } from './publisher.ts';

/**
 * One publisher for all of a list, in its order, each of which hears of what it takes. What was published is stored already, so one that fails is reported,
 * and stops neither the use case nor the others.
 */
export function publishTo(
  publishers: readonly Partial<Publisher>[],
  failed: (error: unknown) => void,
): Publisher {
  const each = (publish: (publisher: Partial<Publisher>) => void) => {
    for (const publisher of publishers) {
      try {
        publish(publisher);
      } catch (error) {
        failed(error);
      }
    }
  };
  return {
    appended: (appended, via) => each((publisher) => publisher.appended?.(appended, via)),
    marksMoved: (moved) => each((publisher) => publisher.marksMoved?.(moved)),
    sessionsEnded: (sids) => each((publisher) => publisher.sessionsEnded?.(sids)),
    keyLogGrown: (uid, seq) => each((publisher) => publisher.keyLogGrown?.(uid, seq)),
    vaultChanged: (uid, version) => each((publisher) => publisher.vaultChanged?.(uid, version)),
    settingsChanged: () => each((publisher) => publisher.settingsChanged?.()),
    blocksChanged: (uid, other) => each((publisher) => publisher.blocksChanged?.(uid, other)),
  };
}
