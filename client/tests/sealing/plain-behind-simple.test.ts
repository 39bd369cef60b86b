import { CHAIN_START, encodeContent, type Content, type Entry } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { expect, test } from 'vitest';
import { messageItem } from '../../src/local/timeline/message-item.ts';
import type { HeldEntry } from '../../src/model/held-entry.ts';
import { SealedOpener, type SealedOpenerDeps } from '../../src/sealing/sealed-opener.ts';
import { withTraces } from '../../src/sealing/held/with-traces.ts';

const CONVERSATION = '10000000-0000-4000-8000-000000000000';
const MACHINE = '20000000-0000-4000-8000-000000000000';
const ME = '30000000-0000-4000-8000-000000000000';

const FACTS = { pending: [], floor: { delivered: 0, read: 0 } };

function entry(seq: number, body: Entry['body'], payload: Entry['payload']): Entry {
  return {
    ...{ conversation: CONVERSATION, seq, id: crypto.randomUUID(), sender: MACHINE, time: 0, count: seq },
    ...{ chain: CHAIN_START, body, payload },
  };
}

function plain(seq: number, content: Content, body: Entry['body'] = { kind: 'message' }): Entry {
  return entry(seq, body, encodeContent(content));
}

const text = (words: string): Content => ({ type: 'text', text: words });

/** The beginning of a message that is sealed in the simple way: version, suite and kind. */
function sealed(seq: number): Entry {
  return entry(
    seq,
    { kind: 'message' },
    { kind: 'sealed', bytes: uint8ArrayToBase64(Uint8Array.of(1, 2, 5)) },
  );
}

/** A client that opens all that is sealed in the simple way. */
function opener(held?: number) {
  const deps: SealedOpenerDeps = {
    logs: {
      prepare: async () => undefined,
      judge: async (entries) => entries.map(() => ({ kind: 'open' })),
      onChange: () => () => undefined,
    },
    keys: { find: async () => undefined, fetch: async () => undefined, onMore: () => () => undefined },
    simple: {
      open: async () => ({ kind: 'content', content: text('sealed') }),
      onMore: () => () => undefined,
    },
    simpleFrom: async () => held,
    rest: async () => undefined,
  };
  return new SealedOpener(deps);
}

const words = (said: Awaited<ReturnType<SealedOpener['openAll']>>) =>
  said.map((one) => (one.kind === 'content' ? one.content.type : one.kind === 'refused' && one.refusal));

test('what anybody can read is refused behind the first message that is sealed in the simple way', async () => {
  const edit = plain(4, text('forged'), { kind: 'edit', target: 2 });
  const reaction: Content = { type: 'reaction', emoji: '👍', on: true };
  const log = [
    plain(1, text('before')),
    sealed(2),
    plain(3, text('forged')),
    edit,
    plain(5, reaction, { kind: 'reaction', target: 2 }),
  ];
  const expected = ['text', 'text', 'unsigned', 'unsigned', 'unsigned'];
  expect(words(await opener().openAll(log))).toEqual(expected);
  // One that comes by itself, behind what is held; or together with others that need no opening.
  expect(words(await opener(2).openAll([edit]))).toEqual(['unsigned']);
  expect(words(await opener().openAll([edit], log))).toEqual(['unsigned']);
  expect(words(await opener(2).openAll(log.slice(0, 1)))).toEqual(['text']);
});

test('a window tells where its first one stands, in whichever order it grows', () => {
  const traces = withTraces(undefined, [plain(5, text('a')), sealed(6)]);
  expect(traces.simpleFrom).toBe(6);
  expect(withTraces(traces, [sealed(2), plain(3, text('b')), sealed(7)]).simpleFrom).toBe(2);
});

test('a readable change changes nothing of such a message, also where it was believed before', () => {
  const opened = (one: Entry, content: Content): HeldEntry => ({
    ...one,
    opened: { kind: 'content', content },
  });
  const changes = [
    opened(plain(3, text('forged'), { kind: 'edit', target: 2 }), text('forged')),
    opened(plain(4, text('x'), { kind: 'reaction', target: 2 }), { type: 'reaction', emoji: '👍', on: true }),
  ];
  const item = (one: Entry) => messageItem({ entry: opened(one, text('said')), changes, ...FACTS }, ME);
  expect(item(sealed(2))).toMatchObject({ content: { text: 'said' }, earlier: [], reactions: [] });
  expect(item(sealed(2))).not.toHaveProperty('plain');
  expect(item(plain(2, text('said')))).toMatchObject({
    ...{ content: { text: 'forged' }, reactions: [{ emoji: '👍' }], plain: true },
  });
});
