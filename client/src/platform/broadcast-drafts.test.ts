import { expect, test } from 'vitest';
import { NOTHING } from '../model/composition.ts';
import type { DraftNews } from '../ports/draft-channel.ts';
import { createBroadcastDrafts } from './broadcast-drafts.ts';

const me = '00000000-0000-4000-8000-000000000001';
const news: DraftNews = {
  conversation: '00000000-0000-4000-8000-0000000000c1',
  composition: NOTHING,
  revision: '00000000-0000-4000-8000-0000000000a1',
  after: undefined,
};

test('a draft reaches the other tabs until its client is closed, and is no error after that', async () => {
  const [one, other] = [createBroadcastDrafts(me), createBroadcastDrafts(me)];
  const stopOne = one.listen(() => undefined);
  const heard = new Promise<DraftNews>((resolve) => {
    const stop = other.listen((got) => {
      stop();
      resolve(got);
    });
  });
  one.announce(news);
  expect(await heard).toEqual(news);
  stopOne();
  expect(() => one.announce(news)).not.toThrow();
});
