import type { SealingAlarm } from '@parley/client';
import { exactTime } from '../../../../shared/dates.ts';
import { OTHER, REFUSALS, USER, type Refusal } from './refusal-words.ts';

/** An alarm in plain words. */
export interface AlarmWords {
  readonly happened: string;
  readonly next: string;
}

/** What is told as an alarm. Who is left out, and what was lost of the user's own changes, have lines of their own. */
export type ToldAlarm = Exclude<SealingAlarm, { readonly kind: 'leftOut' | 'lostChange' }>;

/** Who an alarm is about. */
interface Someone {
  readonly name: string;
  /** The user themself: another device of theirs, or somebody who poses as one. */
  readonly isUser: boolean;
}

const ASK_ADMINISTRATOR = 'If this goes on, tell your administrator.';
const LOOK_AT_DEVICES =
  "If that wasn't you, look in Settings, under Devices, for one that isn't yours, and tell your administrator.";

/** What a change would have done, after the name of who made it. */
const CHANGES: Readonly<Record<string, string>> = {
  created: 'made this conversation',
  added: 'added someone here',
  removed: 'removed someone here',
  left: 'left',
  roleChanged: 'changed what someone may do here',
  renamed: 'renamed this group',
  ended: 'deleted this group',
  rekeyed: 'changed keys',
  deletion: 'deleted a message here',
  pinned: 'pinned a message here',
  unpinned: 'unpinned a message here',
};

/** @param nameOf others */
export function alarmWords(alarm: ToldAlarm, me: string, nameOf: (uid: string) => string): AlarmWords {
  if (alarm.kind === 'diverged')
    return {
      happened: `The server lost some messages, as after a backup was restored (${exactTime(alarm.time)}).`,
      next: 'Those of yours are marked below: you can send them again.',
    };
  if (alarm.kind === 'machineKey')
    return {
      happened: `${nameOf(alarm.by)} has another key than before, or none (${exactTime(alarm.time)}).`,
      next: 'If nobody told you of that, ask whoever runs this machine before you write to it.',
    };
  const isUser = alarm.by === me;
  const by = { name: isUser ? USER.they : nameOf(alarm.by), isUser };
  switch (alarm.kind) {
    case 'badKeys':
      return badKeys(by);
    case 'otherLog':
      return otherLog(by);
    case 'refusedChange':
      return refused(alarm.refusal, by, `${by.name} ${CHANGES[alarm.change] ?? 'changed something here'}`);
    case 'refusedKeys':
      return refused(alarm.refusal, by, `${by.name} made keys for this conversation`);
  }
}

function badKeys({ name, isUser }: Someone): AlarmWords {
  const next = 'Some messages may stay closed. What you write next gets new keys. If it happens again,';
  if (!isUser)
    return {
      happened: `The keys that ${name} gave you here don't open.`,
      next: `${next} ask ${name} to reload Parley.`,
    };
  return {
    happened: "The keys that a device of yours made here don't open on this one.",
    next: `${next} reload Parley on your other devices.`,
  };
}

function otherLog({ name, isUser }: Someone): AlarmWords {
  if (!isUser)
    return {
      happened: `${name} sees other messages here than you do.`,
      next: `Ask ${name}, in another way, what they see. If it differs, tell your administrator: the server may show each of you something else.`,
    };
  return {
    happened: 'Another of your devices saw other messages here than this one shows.',
    next: 'Compare what they show. If it differs, tell your administrator: the server may show each device something else.',
  };
}

/** @param what the server claims of them */
function refused(refusal: Refusal, by: Someone, what: string): AlarmWords {
  if (refusal === 'server')
    return {
      happened: 'The server changed this conversation by itself.',
      next: `It doesn't count here. ${ASK_ADMINISTRATOR}`,
    };
  const { why } = REFUSALS[refusal];
  return {
    happened: `The server shows that ${what}${why(by.isUser ? USER : OTHER)}`,
    next: nextAfter(refusal, by),
  };
}

function nextAfter(refusal: Refusal, { name, isUser }: Someone): string {
  switch (REFUSALS[refusal].next) {
    case 'accept':
      return `It counts once you accept the new keys of ${name}.`;
    case 'administrator':
      return `It doesn't count here. ${ASK_ADMINISTRATOR}`;
    case 'reload':
      return `It doesn't count here. Reload Parley. ${ASK_ADMINISTRATOR}`;
    case 'ask':
      if (isUser) return `It doesn't count here. ${LOOK_AT_DEVICES}`;
      return `It doesn't count here. Ask ${name} in another way whether that was them. If not, tell your administrator.`;
  }
}
