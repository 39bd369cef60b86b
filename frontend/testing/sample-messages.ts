import type { MessageItem, TimelineItem } from '@parley/client';
import type { TextContent, Uuid } from '@parley/protocol';
import { ada } from './fake-session-client.ts';
import { uid } from './sample-people.ts';

const TEXTS = [
  'Good morning! Has anybody looked at the failing build yet?',
  'On it. It is the *time zone* again: `2026-03-29T02:30` does not exist here.',
  '👍',
  'I wrote down what we know:\n\n- fails only on Sundays\n- passes with `TZ=UTC`\n- **not** reproducible on my machine',
  '> passes with TZ=UTC\nThen the fixture is wrong, not the code. See https://docs.example.org/time/zones?from=chat#dst for how it should be written.',
  '```\nexport function startOfDay(time: number): number {\n  return new Date(time).setHours(0, 0, 0, 0);\n}\n```',
  'Thanks!',
  '@ada could you review it before noon? It is only a few lines, but I would like a second pair of eyes on the part with the calendar days, because those are easy to get wrong.',
  '🎉🎉',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2),
  'ok',
  'شكرا، سأراجعه اليوم',
];

interface Sample {
  readonly count: number;
  readonly senders: readonly Uuid[];
  readonly newest: number;
  readonly texts?: readonly string[];
}

export function message(
  seq: number,
  sender: Uuid,
  time: number,
  content: Omit<TextContent, 'type'>,
): MessageItem {
  return {
    kind: 'message',
    id: uid(seq + 1_000_000),
    seq,
    sender,
    own: sender === ada.uid,
    time,
    content: { type: 'text', ...content },
    unopened: false,
    deleted: false,
    earlier: [],
    reactions: [],
    pinned: false,
    status: 'sent',
    changing: false,
  };
}

/** A conversation of mixed heights, the same in every run. */
export function sampleMessages({ count, senders, newest, texts = TEXTS }: Sample): TimelineItem[] {
  const items: TimelineItem[] = [];
  let time = newest;
  for (let seq = count; seq >= 1; seq--) {
    const turn = Math.floor((seq * 7) / 11);
    const sender = senders[turn % senders.length]!;
    items.push(withMarks(message(seq, sender, time, { text: texts[seq % texts.length]! }), count, senders));
    time -= seq % 9 === 0 ? 7 * 3_600_000 : seq % 3 === 0 ? 20 * 60_000 : 40_000;
  }
  return items.reverse();
}

function withMarks(item: MessageItem, head: number, senders: readonly Uuid[]): MessageItem {
  const seq = item.seq ?? 0;
  const status = item.own ? (seq > head - 3 ? 'sent' : seq > head - 8 ? 'delivered' : 'read') : 'read';
  if (seq % 17 === 3)
    return {
      ...item,
      status,
      reactions: [
        { emoji: '👍', uids: senders.slice(0, 2) },
        { emoji: '🎉', uids: [senders[0]!] },
      ],
    };
  if (seq % 23 === 5) return { ...item, status, earlier: [{ type: 'text', text: 'with a tpyo' }] };
  if (seq % 29 === 7)
    return { ...item, status, content: { ...item.content!, replyTo: Math.max(1, seq - 4) } };
  if (seq % 31 === 9) {
    const { content: _erased, ...rest } = item;
    return { ...rest, status, deleted: true };
  }
  return { ...item, status };
}
