import type { Entry } from '@parley/protocol';
import { expect, test } from 'vitest';
import { unstartedDirect } from '../../src/local/conversations/unstarted-direct.ts';
import type { HeldEntry } from '../../src/model/held-entry.ts';
import { KnownConversations } from '../../src/model/known-conversations.ts';
import { HeldWindows } from '../../src/sealing/held/held-windows.ts';
import { LogHeads } from '../../src/sealing/held/log-heads.ts';
import { MemoryStorage } from '../../src/storage/memory/memory-storage.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

const PAGE = 20;

/** An entry that was opened, as those are whose signatures were found right. */
function opened(entry: Entry): HeldEntry {
  if (entry.body.kind !== 'message') return entry;
  return { ...entry, opened: { kind: 'content', content: { type: 'text', text: 'hi' } } };
}

/** A reader whose window begins somewhere in a log. @param shown the log as the server shows it */
async function reader(shown: readonly Entry[], first: number) {
  const last = shown.length;
  const storage = new MemoryStorage('11111111-0000-4000-8000-000000000000');
  const known = new KnownConversations();
  const head = { ...unstartedDirect(GROUP, GROUP, GROUP), type: 'group' as const, head: last };
  for (const stored of await storage.saveHeads([head])) known.put(stored);
  const run = (from: number, to: number) => {
    return { from, to, entries: shown.slice(from - 1, to).map(opened), hidden: [] };
  };
  known.put((await storage.append(GROUP, run(first, last))).conversation);
  const differing: number[] = [];
  const pages: number[] = [];
  const heads = new LogHeads({
    link: {
      storage,
      known,
      loadOlder: async () => {
        const to = (known.get(GROUP)?.window?.first ?? 1) - 1;
        if (to < 1) return false;
        pages.push(to);
        known.put((await storage.prepend(GROUP, run(Math.max(1, to - PAGE + 1), to))).conversation);
        await heads.moved(GROUP, { kind: 'prepended' });
        return true;
      },
    },
    windows: new HeldWindows(storage),
    differs: ({ seq }) => differing.push(seq),
  });
  return { heads, known, differing, pages };
}

/** Alice writes at the end of a log of which she has held no more than its start. */
async function lateMessage() {
  const world = new SealedWorld();
  const [alice, bob] = [await world.person(), await world.person()];
  await world.group(alice, [bob]);
  await alice.say(GROUP, 'first');
  alice.stops.set(GROUP, 3);
  for (let n = 0; n < 70; n++) await bob.say(GROUP, `${n}`);
  await alice.say(GROUP, 'late');
  return world.server.page(GROUP, Number.POSITIVE_INFINITY);
}

test('a window grows by itself to what somebody saw who wrote far above it, and no further', async () => {
  const log = await lateMessage();
  const { heads, known, differing, pages } = await reader(log, 60);
  await heads.moved(GROUP, { kind: 'appended', entries: log.slice(-1).map(opened) });
  expect(pages).toEqual([59, 39, 19]);
  expect(known.get(GROUP)?.window?.first).toBe(1);
  expect(differing).toEqual([]);
});

test('it does not grow for what is near, nor for what was scrolled to', async () => {
  const log = await lateMessage();
  const near = await reader(log, 60);
  await near.heads.moved(GROUP, { kind: 'appended', entries: log.slice(59, -1).map(opened) });
  const scrolled = await reader(log, 40);
  await scrolled.heads.moved(GROUP, { kind: 'prepended' });
  expect([near.pages, scrolled.pages]).toEqual([[], []]);
});

test('whoever was shown another log is noticed once the window goes back so far', async () => {
  const log = await lateMessage();
  const other = log.map((entry) => (entry.seq === 3 ? { ...entry, chain: log[0]?.chain ?? '' } : entry));
  const { heads, differing } = await reader(other, 60);
  await heads.moved(GROUP, { kind: 'appended', entries: [] });
  expect(differing).toEqual([]);
  await heads.moved(GROUP, { kind: 'appended', entries: log.slice(-1).map(opened) });
  // Bob, too, wrote after the entry that is another one here.
  expect(differing).toContain(74);
});
