import type { ReportDecision } from '@parley/protocol';

type Kind = ReportDecision['kind'];

/** What the dialog asks before a decision. */
export interface DecisionQuestion {
  readonly kind: Kind;
  readonly title: string;
  readonly text: string;
  readonly action: string;
}

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** For how long somebody may be muted, in seconds. */
export const SPANS = [
  { value: HOUR, label: 'An hour' },
  { value: DAY, label: 'A day' },
  { value: 7 * DAY, label: 'A week' },
  { value: 30 * DAY, label: '30 days' },
] as const;

/** The decisions on a report, in the order in which they are offered. @param name of who wrote the message */
export function decisionsOn(name: string, mayDelete: boolean): readonly DecisionQuestion[] {
  const all: readonly DecisionQuestion[] = [
    {
      kind: 'dismiss',
      title: 'Dismiss this report?',
      text: `Nothing happens to ${name}. What was disclosed is deleted.`,
      action: 'Dismiss',
    },
    {
      kind: 'warn',
      title: `Warn ${name}?`,
      text: 'They read your words when they next open Parley. They learn neither of the report nor who made it.',
      action: 'Warn',
    },
    {
      kind: 'mute',
      title: `Mute ${name}?`,
      text: 'They can read, but write, edit and react nowhere on this server until then. They are told that, and your words.',
      action: 'Mute',
    },
    {
      kind: 'deactivate',
      title: `Deactivate ${name}?`,
      text: 'They are logged out everywhere and can’t log in until you reactivate the account. Their messages stay.',
      action: 'Deactivate',
    },
    {
      kind: 'delete',
      title: 'Delete the message?',
      text: 'It is deleted for everyone in the conversation, in your name.',
      action: 'Delete message',
    },
  ];
  return all.filter(({ kind }) => kind !== 'delete' || mayDelete);
}
