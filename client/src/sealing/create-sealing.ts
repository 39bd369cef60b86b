import type { LogEvent } from '../model/log-event.ts';
import type { StoredConversation } from '../model/stored-conversation.ts';
import type { Sealing, SealingLink } from '../ports/sealing/sealing.ts';
import { createReading, type Reading, type ReadingParts } from './create-reading.ts';
import type { Writing } from './writing/create-writing.ts';
import { isWritable } from './writing/is-writable.ts';
import { lateWriting } from './writing/late-writing.ts';

/** What sealing needs beside the link to the server. */
export interface SealingParts extends ReadingParts {
  /** Makes the half that writes, which may be loaded for that. It is asked again after a failure. */
  readonly writing: (link: SealingLink, parts: ReadingParts, reading: Reading) => Writing | Promise<Writing>;
}

/**
 * Seals and opens what goes over a link, with the keys of the account that is open here. What is read does not wait for the half that
 * writes: that is loaded once there may be something to sign.
 */
export function createSealing(link: SealingLink, parts: SealingParts): Sealing {
  const reading = createReading(link, parts);
  const { opener, look, alarmsSeen, asking, keyLogs } = reading;
  const { sealer, groups, owed } = lateWriting(async () => parts.writing(link, parts, reading));
  const settleOwed = () => link.background(asking.watched(owed.settle()));
  asking.onDue(settleOwed);
  link.known.onChange((now, before) => {
    if (isLearned(now, before)) link.background(asking.watched(owed.settleIn(now)));
  });
  keyLogs.onChange((changed) => {
    if (changed.has(link.me)) settleOwed();
  });
  return {
    ...{ opener, sealer, groups, look, alarmsSeen },
    keysOf: (conversation) => reading.keys.of(conversation),
    connected: () => {
      reading.connected();
      settleOwed();
    },
    logChanged: (conversation, event) => {
      reading.logChanged(conversation, event);
      if (event.kind === 'replaced' || event.kind === 'diverged') settleOwed();
      const stored = link.known.get(conversation);
      // What a log has lost is signed anew once it is sealed again.
      if (stored !== undefined && hasKeys(event)) link.background(asking.watched(owed.settleIn(stored)));
    },
    close: () => {
      reading.close();
      parts.crypto.close();
    },
  };
}

function hasKeys(event: LogEvent): boolean {
  return event.kind === 'appended' && event.entries.some(({ body }) => body.kind === 'keys');
}

/** Whether a conversation can have something owed that there was no place for before. */
function isLearned(now: StoredConversation, before: StoredConversation | undefined): boolean {
  return isWritable(now) && (before === undefined || !isWritable(before));
}
