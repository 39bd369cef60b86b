import type { MessageItem } from '@parley/client';
import { atom } from 'nanostores';
import { expect, test } from 'vitest';
import { Watcher } from './watcher.ts';

function message(id: string, seq?: number, status: MessageItem['status'] = 'sent'): MessageItem {
  return {
    kind: 'message',
    id,
    ...(seq !== undefined && { seq }),
    sender: 'somebody',
    own: true,
    time: 0,
    content: { type: 'text', text: id },
    deleted: false,
    unopened: false,
    earlier: [],
    reactions: [],
    pinned: false,
    status,
    changing: false,
  };
}

/** What a watcher says of the states that somebody is shown one after the other. */
function complaintsAbout(...states: readonly (readonly MessageItem[])[]): readonly string[] {
  const items = atom<readonly MessageItem[]>([]);
  const watcher = new Watcher('bob', { items, close: () => undefined });
  for (const state of states) items.set(state);
  watcher.close();
  return watcher.complaints;
}

test('a conversation that only grows is fine', () => {
  expect(complaintsAbout([message('a')], [message('a', 2)], [message('a', 2), message('b', 3)])).toEqual([]);
});

// A checker that nothing fails proves nothing.
test.each([
  ['a message twice', [[message('a', 2), message('a')]], 'bob: shown twice: a,a'],
  ['the wrong order', [[message('a', 3), message('b', 2)]], 'bob: order 3,2'],
  ['another place than before', [[message('a', 2)], [message('a', 3)]], 'bob: a moved from 2 to 3'],
  ['a message no more', [[message('a', 2)], []], 'bob: a vanished'],
  ['a refusal', [[message('a', undefined, 'refused')]], 'bob: refused: undefined'],
])('whoever is shown %s complains', (_, states, complaint) => {
  expect(complaintsAbout(...states)).toContain(complaint);
});
