import { canonicalJson, type Uuid } from '@parley/protocol';
import type { AlarmsSeen } from '../../model/sealing/kept-roster.ts';
import type { SealingAlarm } from '../../model/sealing/sealing-alarm.ts';

/** Whether the user has seen an alarm, there or later. */
export function isIn(seen: AlarmsSeen, alarm: SealingAlarm): boolean {
  return placeOf(alarm) <= (seen[causeOf(alarm)] ?? -1);
}

/** What an alarm says, whichever entry or epoch it shows in. */
export function causeOf(alarm: SealingAlarm): string {
  switch (alarm.kind) {
    case 'badKeys':
    case 'refusedKeys':
      return `${alarm.kind}/${alarm.by}/${alarm.refusal}`;
    case 'refusedChange':
      return `${alarm.kind}/${alarm.by}/${alarm.refusal}/${alarm.change}`;
    case 'otherLog':
    case 'machineKey':
      return `${alarm.kind}/${alarm.by}`;
    case 'leftOut':
      return `${alarm.kind}/${canonicalJson(alarm.members)}`;
    case 'lostChange':
      return lostCause(alarm.id);
    case 'diverged':
      // Each tab notes a time of its own.
      return alarm.kind;
  }
}

export function lostCause(id: Uuid): string {
  return `lostChange/${id}`;
}

/** Where in a conversation, or when, it shows. What has the number of an epoch is known by its cause to `cutRoster`. */
export function placeOf(alarm: SealingAlarm): number {
  switch (alarm.kind) {
    case 'refusedChange':
    case 'refusedKeys':
    case 'otherLog':
      return alarm.seq;
    case 'badKeys':
    case 'leftOut':
      return alarm.epoch;
    case 'lostChange':
      return 0;
    case 'diverged':
    case 'machineKey':
      return alarm.time;
  }
}

/** Whether nothing tells an alarm again after a restart: what it is about is not judged then, or not asked for. */
export function isToldOnce({ kind }: SealingAlarm): boolean {
  return kind === 'badKeys' || kind === 'otherLog' || kind === 'diverged' || kind === 'machineKey';
}
