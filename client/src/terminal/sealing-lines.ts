import type { Uuid } from '@parley/protocol';
import type { KeysState, LostChange, NotOpened, SealedConversation, SealingAlarm } from '../index.ts';

/** Why the account's keys are not open on this terminal, and what to do; undefined while nothing is wrong. */
export function keysLine(state: KeysState): string | undefined {
  switch (state.kind) {
    case 'open':
    case 'opening':
    case 'closed':
      return undefined;
    case 'locked':
      return 'Your keys are locked, so nothing can be opened or encrypted here. Open them in a browser: Settings, Keys. Then start again.';
    case 'keyless':
      return 'Your account gets its keys the next time you log in. Start again.';
    case 'unsupported':
    case 'noRoom':
      return 'Your keys cannot be kept here. Look at the data folder, and start again.';
    case 'revoked':
      return 'This terminal was logged out from another device. Start again.';
    case 'alarm':
      return 'The server shows other keys of your account than before. Look in a browser: Settings, Keys.';
    case 'failed':
      return `Your keys did not open: ${state.error.message}`;
  }
}

/** Who can read a conversation; undefined while that is not known. */
export function protectionLine(sealed: SealedConversation | undefined): string | undefined {
  switch (sealed?.protection) {
    case 'sealed':
      return 'End-to-end encrypted: the server cannot read it.';
    case 'begins':
      return 'End-to-end encrypted from the next message on.';
    case 'simple':
      return 'Encrypted more simply, for a machine: not against quantum computers, and without a check of history.';
    case 'open':
      return 'Not encrypted: the server can read it.';
    case undefined:
      return undefined;
  }
}

/** How lines name people. */
interface Naming {
  readonly me: Uuid;
  readonly nameOf: (uid: Uuid) => string;
}

/** @param where name of the conversation */
export function alarmLine(alarm: SealingAlarm, where: string, naming: Naming): string {
  return `! ${where}: ${whatHappened(alarm, naming)}`;
}

function whatHappened(alarm: SealingAlarm, naming: Naming): string {
  const { nameOf } = naming;
  if ('by' in alarm && alarm.kind !== 'machineKey' && alarm.by === naming.me) return ofOwnDevice(alarm);
  switch (alarm.kind) {
    case 'badKeys':
      return `the keys that ${nameOf(alarm.by)} gave do not open. Some messages may stay closed.`;
    case 'leftOut':
      return `${alarm.members.map(({ user }) => nameOf(user)).join(', ')} cannot read what is written now.`;
    case 'refusedChange':
      return `the server shows a change by ${nameOf(alarm.by)} that is not believed (${alarm.change}, ${alarm.refusal}). Ask them in another way.`;
    case 'refusedKeys':
      return `the server shows keys by ${nameOf(alarm.by)} that are not believed (${alarm.refusal}). Nothing is written under them.`;
    case 'otherLog':
      return `${nameOf(alarm.by)} sees other messages than you do. Ask them in another way, and tell your administrator.`;
    case 'lostChange':
      return `the server lost that you ${lostWords(alarm.change, nameOf)}. Do it again if you still want it.`;
    case 'machineKey':
      return `${nameOf(alarm.by)} has another key than before, or none. If nobody told you of that, ask whoever runs this machine.`;
    case 'diverged':
      return 'the server lost some messages, as after a backup was restored.';
  }
}

/** Another device of the user's, or somebody who poses as one. */
function ofOwnDevice(
  alarm: Exclude<Extract<SealingAlarm, { readonly by: Uuid }>, { readonly kind: 'machineKey' }>,
): string {
  switch (alarm.kind) {
    case 'badKeys':
      return 'the keys that another device of yours gave do not open. Some messages may stay closed.';
    case 'refusedChange':
      return `the server shows a change by you that is not believed (${alarm.change}, ${alarm.refusal}). Look through your devices in a browser: Settings, Devices.`;
    case 'refusedKeys':
      return `the server shows keys by you that are not believed (${alarm.refusal}). Look through your devices in a browser: Settings, Devices.`;
    case 'otherLog':
      return 'another device of yours sees other messages than this one. Compare them, and tell your administrator.';
  }
}

function lostWords(change: LostChange, nameOf: (uid: Uuid) => string): string {
  switch (change.kind) {
    case 'added':
      return `added ${change.members.map(nameOf).join(', ')}`;
    case 'roleChanged':
      return `changed what ${nameOf(change.member)} may do`;
    case 'renamed':
      return `renamed the group to ${change.name}`;
    case 'ended':
      return 'deleted the group';
  }
}

/** In place of a message that cannot be shown. */
export function closedText(cause: NotOpened): string {
  switch (cause.kind) {
    case 'noKey':
      return '(not opened yet: its key is not here)';
    case 'unjudged':
      return '(not opened yet: who wrote it is not certain)';
    case 'broken':
      return '(cannot be opened: it is damaged)';
    case 'refused':
      return `(not shown: it is not what its sender signed, ${cause.refusal})`;
    case 'unreadable':
      return '(needs a newer version)';
  }
}
