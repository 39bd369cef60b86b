import type { Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { Restorable } from '../../testing/restorable.ts';
import { SealedBrowser, WAIT } from './sealed-browser.ts';
import { known, people } from './sealed-people.ts';

// Real signatures and post-quantum seals, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

test('who made changes that the server has lost in a restore hears of the last ones of them', async () => {
  const server = await Restorable.start();
  const [alice, bob] = await people(server.backend, 2);
  const carol = await SealedBrowser.register(server.backend);
  const group = await alice.createGroup('Rowers', [bob.uid]);
  await known(group, alice, bob);
  await alice.say(group, 'before');
  await server.backUp();
  const alice2 = await alice.again(server.backend, alice.kept);
  await alice2.see(group, ['before']);
  // Her copy shows that before she is connected.
  await vi.waitFor(() => expect(alice2.chat.connection.get().kind).toBe('online'), WAIT);
  await alice2.chat.groups.rename(group, 'Boats');
  await alice2.chat.groups.add(group, [carol.uid]);
  await alice2.chat.groups.remove(group, carol.uid);
  await alice2.chat.groups.rename(group, 'Canoes');
  await alice2.say(group, 'after');
  for (const { chat } of [alice, bob, carol, alice2]) await chat.close();
  await server.restore();

  const alice3 = await alice2.again(server.backend, alice.kept);
  alice3.view(group);
  await vi.waitFor(() => expect(lostBy(alice3, group)).toEqual([{ kind: 'renamed', name: 'Canoes' }]), WAIT);
  // Made again, it stands in the group, and is offered no longer.
  await alice3.chat.groups.rename(group, 'Canoes');
  await vi.waitFor(() => expect(lostBy(alice3, group)).toEqual([]), WAIT);
});

function lostBy(browser: SealedBrowser, group: Uuid) {
  const alarms = browser.sealed(group)?.alarms ?? [];
  return alarms.flatMap((alarm) => (alarm.kind === 'lostChange' ? alarm.change : []));
}
