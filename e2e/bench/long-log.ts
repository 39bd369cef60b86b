import type { Entry, User } from '@parley/protocol';
import { isMessage, type Messenger } from '../people/messenger.ts';

/** The text of the last message of the log. */
export const NEWEST = 'And this is the newest of them all';

const SENTENCES = [
  'Yes.',
  'I have put the minutes into the folder, please add what I forgot.',
  'Who can be there at nine?',
  'The third point of the list is the one that worries me: nobody has said yet who pays for it, and the offer ends on Friday.',
  'https://example.org/reports/2026/november',
  '*Good* news, `npm test` is green again',
];

/** A text of one to eight lines, so that neighbouring messages have different heights. */
function writtenText(index: number): string {
  const lines = 1 + ((index * 7) % 11 === 0 ? 7 : (index * 5) % 3);
  const at = (line: number) => SENTENCES[(index * 3 + line * 5) % SENTENCES.length] ?? '';
  return `${index}: ${Array.from({ length: lines }, (_, line) => at(line)).join('\n')}`;
}

/** An entry as the server stored it, and what a message says. */
export interface Logged {
  readonly entry: Entry;
  readonly text?: string;
}

/** Writes a long direct conversation through the server. */
export async function writeLongLog(
  writer: Messenger,
  to: User,
  messages: number,
): Promise<readonly Logged[]> {
  const texts = [...Array.from({ length: messages - 1 }, (_, index) => writtenText(index)), NEWEST];
  await writer.pour(to, texts);
  const said = texts.values();
  const log = await writer.log(writer.conversationWith(to));
  return log.map((entry) => ({ entry, ...(isMessage(entry) && { text: said.next().value ?? '' }) }));
}
