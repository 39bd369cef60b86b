import type { ResponseOf, ServerSettings, SettingChanges, SettingName } from '@parley/protocol';
import { NUMBER_RULES, type NumberSetting } from '@parley/protocol/core';

export type HeldSettings = ResponseOf<'serverSettings'>;

/** The settings as the page's fields hold them: all of them texts. */
export type Draft = Record<SettingName, string>;

/** The icon that is chosen: undefined for the one that is there, null for none. */
export interface ChosenIcon {
  readonly base64: string;
  /** For showing it. */
  readonly url: string;
}

const NUMBERS = Object.keys(NUMBER_RULES) as NumberSetting[];
const SETTINGS: readonly SettingName[] = ['name', 'welcome', 'registration', 'roomCreation', ...NUMBERS];

export function draftOf(settings: ServerSettings): Draft {
  const text = (name: SettingName) => String(settings[name]);
  return {
    ...{ name: text('name'), welcome: text('welcome') },
    ...{ registration: text('registration'), roomCreation: text('roomCreation') },
    ...{ messagesPerSecond: text('messagesPerSecond'), messageBurst: text('messageBurst') },
    ...{ requestsPerMinute: text('requestsPerMinute'), registrationsPerHour: text('registrationsPerHour') },
    ...{ groupsPerHour: text('groupsPerHour'), additionsPerHour: text('additionsPerHour') },
    connectionsPerSecond: text('connectionsPerSecond'),
  };
}

/** What a user has changed. */
export function changedIn(draft: Draft, from: ServerSettings): readonly SettingName[] {
  const before = draftOf(from);
  return SETTINGS.filter((name) => draft[name].trim() !== before[name]);
}

/** As it is sent. */
export function changesOf(draft: Draft, from: ServerSettings): SettingChanges {
  return Object.fromEntries(
    changedIn(draft, from).map((name) => [name, isNumber(name) ? Number(draft[name]) : draft[name].trim()]),
  );
}

function isNumber(name: SettingName): boolean {
  return NUMBERS.some((number) => number === name);
}

/** Two who saved at once: what the other has set is taken over where this user changed nothing. */
export interface Merged {
  readonly draft: Draft;
  /** What both have changed, each to something else. */
  readonly both: readonly SettingName[];
}

export function merge(draft: Draft, seen: ServerSettings, theirs: ServerSettings): Merged {
  const other = draftOf(theirs);
  const mine = changedIn(draft, seen);
  const taken = Object.fromEntries(
    SETTINGS.filter((name) => !mine.includes(name)).map((name) => [name, other[name]]),
  );
  const both = mine.filter(
    (name) => other[name] !== draftOf(seen)[name] && other[name] !== draft[name].trim(),
  );
  return { draft: { ...draft, ...taken }, both };
}
