// Two people talk through a front proxy until this process gets SIGTERM, while the services may come and go. Then it says
// whether every message arrived once and in order.
//   node docker/smoke/talk.ts https://localhost:8083 [invitation of the administrator]
// Without an invitation, the demo users of the development stack talk.
import { setTimeout } from 'node:timers/promises';
import { directConversation } from '@parley/client';
import { type Person, person } from './person.ts';

/** Below the server's limit for one user. */
const everyMs = 300;
const patienceMs = 60_000;

const [origin = '', invitation] = process.argv.slice(2);
const over = new AbortController();
process.on('SIGTERM', () => over.abort());

const [alice, bob] = invitation === undefined ? await demoUsers() : await newUsers(invitation);
const conversation = directConversation(alice.chat, bob.chat.me.get().uid);
directConversation(bob.chat, alice.chat.me.get().uid);
const view = bob.chat.open(conversation);

let said = 0;
while (!over.signal.aborted) {
  said++;
  await alice.chat.send(conversation, { text: `${said}` });
  if (said === 1) process.stdout.write('talking\n');
  await setTimeout(everyMs);
}

const deadline = Date.now() + patienceMs;
while (heard().length < said && Date.now() < deadline) await setTimeout(everyMs);
const words = heard();
const isInOrder = words.length === said && words.every((word, index) => word === `${index + 1}`);
process.stdout.write(
  `alice said ${said}, bob heard ${words.length}, ${isInOrder ? 'each once and in order' : `WRONG: ${words.join(' ')}`}\n`,
);
await Promise.all([alice.chat.close(), bob.chat.close()]);
process.exit(isInOrder ? 0 : 1);

function heard(): readonly string[] {
  return view.items
    .get()
    .flatMap((item) => (item.kind === 'message' && !item.own ? [item.content?.text ?? ''] : []));
}

function demoUsers(): Promise<[Person, Person]> {
  return Promise.all([
    person(origin, (session) => session.login('alice', '1234')),
    person(origin, (session) => session.login('bob', '1234')),
  ]);
}

async function newUsers(admin: string): Promise<[Person, Person]> {
  const register = (username: string, secret: string) =>
    person(origin, (session) =>
      session.register({
        username,
        displayName: username,
        password: `of ${username} and nobody else`,
        invitation: secret,
      }),
    );
  const first = await register('alice', admin);
  const { link } = await first.session.invite();
  const secret = new URLSearchParams(new URL(link).hash.slice(1)).get('invitation') ?? '';
  return [first, await register('bob', secret)];
}
