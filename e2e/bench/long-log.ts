import { decodeContent, type Entry, type User, type Uuid } from '@parley/protocol';
import type { Messenger } from '../people/messenger.ts';

/** Messages on their way at the same time. */
const UNDER_WAY = 200;

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

/** Writes a long direct conversation through the server, and returns it as the server stored it. */
export async function writeLongLog(writer: Messenger, to: User, messages: number): Promise<readonly Entry[]> {
  const texts = Array.from({ length: messages - 1 }, (_, index) => writtenText(index));
  for (let from = 0; from < texts.length; from += UNDER_WAY)
    await writer.writeAtOnce(to, texts.slice(from, from + UNDER_WAY));
  await writer.write(to, NEWEST);
  return readLog(writer, writer.conversationWith(to));
}

async function readLog(reader: Messenger, conversation: Uuid): Promise<readonly Entry[]> {
  const log: Entry[] = [];
  let page = await reader.read(conversation, 0);
  while (page.length > 0) {
    for (const entry of page) log.push(entry);
    page = await reader.read(conversation, log.length);
  }
  return log;
}

/** What a message of the log says, as it was sent. */
export function textOf({ payload }: Entry): string {
  const content = payload && 'bytes' in payload ? decodeContent(payload) : undefined;
  return content?.type === 'text' ? content.text : '';
}
