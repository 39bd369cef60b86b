import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWebLocksOwnership } from './web-locks-ownership.ts';

/** One tab: what became of its outbox. */
function tab(name: string) {
  const events: string[] = [];
  const ownership = createWebLocksOwnership(name);
  const release = ownership.acquire({
    gained: () => events.push('gained'),
    lost: () => events.push('lost'),
    changed: () => events.push('changed'),
  });
  return { events, ownership, release };
}

const page = new EventTarget() as EventTarget & { visibilityState: string };
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  page.visibilityState = 'hidden';
  vi.stubGlobal('document', page);
});
afterEach(() => vi.unstubAllGlobals());

function becomeVisible(): void {
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
}

test('one tab owns the outbox, and the next one when it goes', async () => {
  const [one, two] = [tab('a'), tab('a')];
  await settled();
  expect([one.events, two.events]).toEqual([['gained'], []]);
  one.release();
  await expect.poll(() => two.events).toEqual(['gained']);
  two.release();
});

test('a tab that becomes visible takes the outbox away, and gives it back when it goes', async () => {
  const one = tab('b');
  await settled();
  const two = tab('b');
  await settled();
  becomeVisible();
  await expect.poll(() => one.events).toEqual(['gained', 'lost']);
  expect(two.events).toEqual(['gained']);

  two.release();
  await expect.poll(() => one.events).toEqual(['gained', 'lost', 'gained']);
  one.release();
});

test('a tab whose user asks for something takes the outbox, also from one in front', async () => {
  page.visibilityState = 'visible';
  const one = tab('taken');
  await expect.poll(() => one.events).toEqual(['gained']);
  page.visibilityState = 'hidden';
  const two = tab('taken');
  await settled();
  two.ownership.take();
  await expect.poll(() => [one.events, two.events]).toEqual([['gained', 'lost'], ['gained']]);
  two.ownership.take();
  await settled();
  expect(two.events).toEqual(['gained']);
  two.release();
  one.release();
});

test('a tab that is opened in front takes the outbox from one behind it', async () => {
  const one = tab('d');
  await settled();
  page.visibilityState = 'visible';
  const two = tab('d');
  await expect.poll(() => [one.events, two.events]).toEqual([['gained', 'lost'], ['gained']]);
  two.release();
  one.release();
});

test('a tab that goes before the lock is granted does not keep it', async () => {
  const request = navigator.locks.request.bind(navigator.locks);
  const slow = vi.spyOn(navigator.locks, 'request').mockImplementation(async (...input) => {
    await settled();
    return request(...input);
  });
  page.visibilityState = 'visible';
  const one = tab('e');
  one.release();
  await settled();
  slow.mockRestore();
  page.visibilityState = 'hidden';
  const two = tab('e');
  await expect.poll(() => two.events).toEqual(['gained']);
  expect(one.events).toEqual([]);
  two.release();
});

test('tabs tell each other that the outbox changed', async () => {
  const [one, two] = [tab('c'), tab('c')];
  await settled();
  two.ownership.announce();
  await expect.poll(() => one.events).toContain('changed');
  one.release();
  two.release();
});
