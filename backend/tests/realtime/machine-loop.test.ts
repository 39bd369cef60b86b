import { expect, test } from 'vitest';
import { createGroup } from '../../testing/create-group.ts';
import { groupText } from '../../testing/message.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { createMachine, machineUser } from '../../testing/test-machine.ts';

/** Two machines in a group of a person. */
async function start() {
  const backend = await startTestBackend();
  const [admin, owner] = [await backend.registerAdmin(), await backend.register()];
  const machine = async (): Promise<TestUser> => {
    const made = await createMachine(backend, admin);
    return { ...owner, ...(await machineUser(backend, admin, made)) };
  };
  const [one, other] = [await machine(), await machine()];
  const group = await createGroup(backend, owner, [one, other]);
  const [person, ping, pong] = await Promise.all([owner, one, other].map((user) => backend.connect(user)));
  if (person === undefined || ping === undefined || pong === undefined) throw new Error('all connect');
  return { backend, group, person, ping, pong };
}

type Started = Awaited<ReturnType<typeof start>>;

/** Lets two machines answer each other until one is refused. @returns what went through, and the refusal */
async function loop({ group, ping, pong }: Started): Promise<{ said: number; refusal: unknown }> {
  for (let said = 0; said < 100; said++) {
    const answer = await (said % 2 === 0 ? ping : pong).ask('groupMessage', groupText(group, `${said}`));
    if (!answer.success) return { said, refusal: answer.error };
  }
  return { said: 100, refusal: undefined };
}

test('two machines that answer each other are cut, until a person says something or a minute is over', async () => {
  const started = await start();
  const { backend, group, person } = started;

  const first = await loop(started);
  expect(first.refusal).toMatchObject({ code: 'E_MACHINE_LOOP', retryAfterMs: 60_000 });
  expect(first.said).toBe(21);
  expect((await loop(started)).said).toBeLessThan(2);
  await person.get('groupMessage', groupText(group, 'stop it'));
  expect((await loop(started)).said).toBe(21);
  backend.clock.advance(61_000);
  expect((await loop(started)).said).toBe(21);
});

test('a retry of what was stored is answered, and a machine that only reports is not cut', async () => {
  const started = await start();
  const { group, person, ping, pong } = started;
  const stored = groupText(group, 'first');
  const { seq } = await ping.get('groupMessage', stored);
  await loop(started);

  expect(await ping.get('groupMessage', stored)).toMatchObject({ seq });
  await person.get('groupMessage', groupText(group, 'quiet now'));
  for (let i = 0; i < 60; i++) await pong.get('groupMessage', groupText(group, `report ${i}`));
});
