import type { LostChange, SealingAlarm } from '@parley/client';
import { exactTime } from '../../../../shared/dates.ts';

/** An alarm in plain words. */
export interface AlarmWords {
  readonly happened: string;
  readonly next: string;
}

type Change = Extract<SealingAlarm, { readonly kind: 'refusedChange' }>;
type Told = Exclude<SealingAlarm, { readonly kind: 'leftOut' }>;

const ASK_ADMINISTRATOR = 'If this goes on, tell your administrator.';

/** What a change would have done, after the name of who made it. */
const CHANGES: Readonly<Record<string, string>> = {
  created: 'made this conversation',
  added: 'added someone here',
  removed: 'removed someone here',
  left: 'left',
  roleChanged: 'changed what someone may do here',
  renamed: 'renamed this group',
  ended: 'deleted this group',
  rekeyed: 'has new keys',
  deletion: 'deleted a message here',
  pinned: 'pinned a message here',
  unpinned: 'unpinned a message here',
};

/** @param nameOf for the subject of a sentence */
export function alarmWords(alarm: Told, nameOf: (uid: string) => string): AlarmWords {
  switch (alarm.kind) {
    case 'badKeys':
      return {
        happened: `The keys that ${nameOf(alarm.by)} gave you here don't open.`,
        next: `Some messages may stay closed. What you write next gets new keys. If it happens again, ask ${nameOf(alarm.by)} to reload Parley.`,
      };
    case 'refusedChange':
      return { happened: changeWords(alarm, nameOf(alarm.by)), next: nextAfter(alarm, nameOf(alarm.by)) };
    case 'refusedKeys':
      return {
        happened: `The server shows keys by ${nameOf(alarm.by)} that ${nameOf(alarm.by)} had no right to make, or didn't sign.`,
        next: `Nothing is written with them. ${ASK_ADMINISTRATOR}`,
      };
    case 'otherLog':
      return {
        happened: `${nameOf(alarm.by)} sees other messages here than you do.`,
        next: `Ask ${nameOf(alarm.by)}, in another way, what they see. If it differs, tell your administrator: the server may show each of you something else.`,
      };
    case 'lostChange':
      return {
        happened: `The server lost that you ${lostWords(alarm.change, nameOf)}.`,
        next: 'Do it again if you still want it.',
      };
    case 'diverged':
      return {
        happened: `The server lost some messages, as after a backup was restored (${exactTime(alarm.time)}).`,
        next: 'Those of yours are marked below: you can send them again.',
      };
  }
}

function lostWords(change: LostChange, nameOf: (uid: string) => string): string {
  switch (change.kind) {
    case 'added':
      return `added ${change.members.map(nameOf).join(', ')}`;
    case 'roleChanged':
      return `changed what ${nameOf(change.member)} may do here`;
    case 'renamed':
      return `renamed this group to "${change.name}"`;
    case 'ended':
      return 'deleted this group';
  }
}

/** Where the server may have made something up, it says so: the name is what the server claims. */
function changeWords({ change, refusal }: Change, name: string): string {
  const what = `${name} ${CHANGES[change] ?? 'changed something here'}`;
  switch (refusal) {
    case 'server':
      return 'The server changed this conversation by itself.';
    case 'noRight':
      return `The server shows that ${what}, but they have no right to.`;
    case 'identityReset':
      return `The server shows that ${what}, with new keys that you haven't accepted.`;
    case 'revoked':
      return `The server shows that ${what}, from a device that they logged out.`;
    case 'late':
    case 'rosterHash':
      return `The server shows that ${what}, but they saw other members then than you see here.`;
    default:
      return `The server shows that ${what}, but none of their devices signed that.`;
  }
}

function nextAfter({ refusal }: Change, name: string): string {
  if (refusal === 'identityReset') return `It counts once you accept the new keys of ${name}.`;
  if (refusal === 'server') return `It doesn't count here. ${ASK_ADMINISTRATOR}`;
  return `It doesn't count here. Ask ${name} in another way whether that was them. If not, tell your administrator.`;
}
