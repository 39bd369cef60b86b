import { expect, test } from 'vitest';
import { SealedBrowser } from '../sealing/sealed-browser.ts';
import { known, log, sealedTo } from '../sealing/sealed-people.ts';
import { startTwoNodes } from './start-nodes.ts';

test('on two nodes, messages under way while somebody is removed go out under keys that they never get', async () => {
  const [here, there] = await startTwoNodes();
  const [alice, carol] = [await SealedBrowser.register(here), await SealedBrowser.register(here)];
  const bob = await SealedBrowser.register(there);
  const group = await alice.chat.groups.create('Rowers', [bob.uid, carol.uid]);
  await known(group, alice, bob, carol);
  await Promise.all([alice.say(group, 'from here'), bob.say(group, 'from there')]);
  for (let i = 0; i < 5; i++) await bob.chat.send(group, { text: `message ${i}` });
  await alice.chat.groups.remove(group, carol.uid);
  await bob.say(group, 'after');

  const entries = await log(here, group);
  const removed = entries.find(({ body }) => body.kind === 'removed')?.seq ?? 0;
  const later = entries.filter(({ seq, body }) => seq > removed && body.kind === 'message');
  const epochs = later.flatMap(({ body }) => (body.kind === 'message' ? [body.epoch] : []));
  expect(later.at(-1)?.sender).toBe(bob.uid);
  for (const entry of entries)
    if (entry.body.kind === 'keys' && epochs.includes(entry.body.epoch))
      expect(sealedTo(entry)).toEqual([alice.uid, bob.uid].sort());
  await alice.see(group, bob.sees(group));
  expect(bob.sees(group)).toHaveLength(8);
  expect(carol.sees(group)).not.toContain('after');
});
