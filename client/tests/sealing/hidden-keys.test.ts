import { directConversationId } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { unknownKeyLog } from '../../src/crypto/key-log/follow-key-log.ts';
import { sha256 } from '../../src/crypto/sha256.ts';
import { unstartedDirect } from '../../src/local/conversations/unstarted-direct.ts';
import { LinkedPerson } from './linked-person.ts';
import { sealingAccount } from './sealed-person.ts';
import { SealedWorld } from './sealed-world.ts';

vi.setConfig({ testTimeout: 30_000 });

test('whose keys a server hides gets nothing in the open, also where the user would send it so', async () => {
  const world = new SealedWorld();
  const [alice, bob] = [await world.person(), await world.person()];
  // The vault knows of her keys. To this new browser, the server shows none.
  const hidden = { followed: unknownKeyLog(alice.uid), alarm: 'shorter' };
  world.directory.set(alice.uid, hidden);
  const conversation = directConversationId(sha256, alice.uid, bob.uid);
  const person = new LinkedPerson(world, await sealingAccount(2));
  person.lies = unstartedDirect(conversation, alice.uid, bob.uid);
  await person.hear(conversation);

  const sending = person.sealing.sealer.seal({
    ...{ conversation, peer: alice.uid, id: alice.newId(), openly: true },
    ...{ body: { kind: 'message' }, content: { type: 'text', text: 'a secret' } },
  });
  await expect(sending).rejects.toMatchObject({ code: 'E_NO_KEYS' });
  expect(person.told.get(conversation)?.protection).toBe('begins');
});
