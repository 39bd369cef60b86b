import { join } from 'node:path';
import { ANNOUNCEMENTS } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { freePort } from '../../../tools/test/free-port.ts';
import { addDemoUsers, demoId } from '../../src/start/demo-users.ts';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { newFolder, Terminal } from './terminal.ts';

vi.setConfig({ testTimeout: 120_000 });

const SEALED = 'End-to-end encrypted: the server cannot read it.';

/** A server that can stop and start again where it was. */
async function server() {
  const file = join(await newFolder(), 'parley.db');
  const [http, ws] = [await freePort(), await freePort()];
  const start = async () => {
    const stores = await openSqliteStores({ file });
    return startTestBackend({
      env: { HTTP_PORT: `${http}`, WS_PORT: `${ws}` },
      parts: { stores, sealing: true },
    });
  };
  const backend = await start();
  await addDemoUsers(backend.context);
  return { backend, start };
}

/** All that a server has of somebody's conversations. */
async function storedOf({ stores: { conversations } }: TestBackend, name: string) {
  const ids = (await conversations.conversationsOf(demoId(name))).filter((id) => id !== ANNOUNCEMENTS);
  const entries = await Promise.all(ids.map((id) => conversations.entries(id, 1, 1_000)));
  const states = await Promise.all(ids.map((id) => conversations.state(id)));
  return { entries: entries.flat(), states };
}

test('two terminals talk sealed, alone and in a group, and read on after the server and they were away', async () => {
  const { backend, start } = await server();
  const [alices, bobs] = [await newFolder(), await newFolder()];
  const alice = await Terminal.open(backend, 'alice', alices);
  const bob = await Terminal.open(backend, 'bob', bobs);

  await alice.type('/to bob', 'hello bob');
  await bob.sees('[Alice] hello bob');
  await bob.type('/to alice', 'hello alice');
  await alice.sees('[Bob] hello alice');
  await alice.sees('[you] hello bob ✓✓ read');
  await alice.type('/group Rowers bob', '/to Rowers', 'who rows?');
  await bob.sees('[Rowers · Alice] who rows?');
  await bob.type('/to Rowers', 'I do');
  await alice.sees('[Bob] I do');
  await alice.type('/to alice', 'a note');
  await alice.sees('[you] a note ✓');
  for (const { lines } of [alice, bob]) {
    expect(lines).toContain(SEALED);
    expect(lines.filter((line) => line.includes('not opened'))).toEqual([]);
  }

  await backend.stop();
  await bob.type('while it is away');
  await bob.sees('[you] while it is away …');
  const restarted = await start();
  await alice.sees('[Rowers · Bob] while it is away');
  await bob.sees('[you] while it is away ✓✓');

  await alice.close();
  await bob.type('while she is away');
  await bob.sees('[you] while she is away ✓');
  for (const folder of [alices, await newFolder()]) {
    const again = await Terminal.open(restarted, 'alice', folder);
    await again.lists('Rowers (2)  [Bob] while she is away');
    await again.lists('Alice  [you] a note ✓');
    await again.type('/to bob');
    for (const line of ['[you] hello bob ✓✓ read', '[Bob] hello alice', SEALED]) await again.sees(line);
    await again.close();
  }

  const { entries, states } = await storedOf(restarted, 'alice');
  expect(states.map((state) => state?.protection)).toEqual(['sealed', 'sealed', 'sealed']);
  expect(entries.filter(({ payload }) => payload?.kind === 'plain')).toEqual([]);
  expect(entries.filter(({ body }) => body.kind === 'message')).toHaveLength(7);
});

test('a folder has terminals of several users, but one of each: a second is refused before it logs in', async () => {
  const { backend } = await server();
  const folder = await newFolder();
  const [alice, bob] = await Promise.all([
    Terminal.open(backend, 'alice', folder),
    Terminal.open(backend, 'bob', folder),
  ]);
  const sessions = () => backend.stores.sessions.ofUser(demoId('alice'), Date.now());
  const before = await sessions();
  await expect(Terminal.open(backend, 'Alice', folder)).rejects.toThrow(
    /^Another terminal of Alice uses .* already\. Choose another folder with --data\.$/,
  );
  expect(await sessions()).toEqual(before);
  await alice.type('/to bob', 'hello bob');
  await bob.sees('[Alice] hello bob');
  await bob.type('/to alice', 'hello alice');
  await alice.sees('[Bob] hello alice');

  await alice.close();
  const again = await Terminal.open(backend, 'alice', folder);
  await again.type('/to bob');
  await again.sees('[Bob] hello alice');
});
