// Alice of the development stack tells a machine something through the front proxy, and ends well once it has repeated it.
//   node docker/smoke/hear-machine.ts http://localhost:8082 NAME
import { setTimeout } from 'node:timers/promises';
import { directConversation } from '@parley/client';
import { person } from './person.ts';

const patienceMs = 30_000;

const [origin = '', name = ''] = process.argv.slice(2);
const { chat } = await person(origin, (session) => session.login('alice', '1234'));
const [found] = await chat.people.search(name);
if (found === undefined) throw new Error(`there is no ${name}`);
const conversation = directConversation(chat, found.user.uid);
const view = chat.open(conversation);
await chat.send(conversation, { text: 'Is it you?' }, { openly: true });

const deadline = Date.now() + patienceMs;
while (!heard().includes('You said: Is it you?')) {
  if (Date.now() > deadline) throw new Error(`heard only: ${heard().join(', ')}`);
  await setTimeout(100);
}
await chat.close();
process.exit(0);

function heard(): readonly string[] {
  return view.items.get().flatMap((item) => (item.kind === 'message' ? [item.content?.text ?? ''] : []));
}
