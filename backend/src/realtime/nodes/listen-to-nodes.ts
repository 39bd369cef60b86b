import type { Uuid } from '@parley/protocol';
import type { LiveSettings } from '../../domain/settings/live-settings.ts';
import type { SessionWatch } from '../admission/session-watch.ts';
import type { EntryRelay } from '../delivery/entry-relay.ts';
import type { KeyNotices } from '../delivery/key-notices.ts';
import type { MarkRelay } from '../delivery/mark-relay.ts';
import type { TypingRelay } from '../delivery/typing-relay.ts';
import type { Presence } from '../presence/presence.ts';
import type { BusMessage } from './bus-message.ts';
import type { Bus } from './bus.ts';

interface ListenerParts {
  readonly entries: EntryRelay;
  readonly marks: MarkRelay;
  readonly sessions: SessionWatch;
  readonly presence: Presence;
  readonly typing: TypingRelay;
  readonly keys: KeyNotices;
  readonly liveSettings: Pick<LiveSettings, 'follow'>;
  /** Reports what could not be sent; clients find out by their next heads. */
  readonly failed: (error: unknown) => void;
}

/** Passes on what other nodes publish to the connections of this one. */
export function listenToNodes(bus: Bus, parts: ListenerParts): void {
  bus.listen((message, from) => hear(message, from, parts));
}

function hear(message: BusMessage, from: Uuid, parts: ListenerParts): void {
  const { entries, marks, sessions, typing, presence, keys, liveSettings, failed } = parts;
  switch (message.kind) {
    case 'entry':
      entries.deliver(message.entry);
      break;
    case 'marks':
      marks.deliver(message.moved);
      break;
    case 'sessionsEnded':
      sessions.end(message.sids);
      break;
    case 'typing':
      typing.deliver(message.typing, message.hiddenFrom);
      break;
    case 'keyLogGrown':
      keys.grown(message.uid, message.seq);
      break;
    case 'vaultChanged':
      keys.vaultChanged(message.uid, message.version);
      break;
    case 'blocksChanged':
      presence.blocksChanged(message.uid, message.other).catch(failed);
      break;
    case 'settingsChanged':
      liveSettings.follow().catch(failed);
      break;
    case 'presence':
      presence.othersChanged(from, message);
      break;
    case 'roster':
      presence.otherRoster(from, message);
      break;
    case 'rosterWanted':
      presence.rosterWanted();
      break;
  }
}
