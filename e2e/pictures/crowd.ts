import type { User } from '@parley/protocol';
import type { Messenger } from '../people/messenger.ts';

const FIRST = [
  'Ada',
  'Ben',
  'Chiara',
  'Deniz',
  'Elif',
  'Femi',
  'Greta',
  'Hiro',
  'Ines',
  'Jonas',
  'Kira',
  'Luca',
];
const LAST = [
  'Adeyemi',
  'Bergström',
  'Costa',
  'Dubois',
  'Eriksen',
  'Fischer',
  'García',
  'Haddad',
  'Ito',
  'Jansen',
];
const TOPICS = [
  'Kitchen',
  'Hiring',
  'Backups',
  'Reading group',
  'Office move',
  'On call',
  'Design',
  'Budget',
];
const LINES = [
  'Thanks, that helps a lot',
  'Can we move it to half past two?',
  'I put the draft into the shared folder',
  'See you tomorrow!',
  'The new build is on the test server, please have a look when you find the time',
  '👍',
];

/** Fills a user's list: conversations with this many people, and groups that they made. */
export async function crowd(
  newMessenger: (displayName: string) => Promise<Messenger>,
  me: User,
  { people, groups }: { readonly people: number; readonly groups: number },
): Promise<void> {
  const crowd: Messenger[] = [];
  for (let index = 0; index < people; index++) {
    const person = await newMessenger(`${pick(FIRST, index)} ${pick(LAST, index * 7)}`);
    await person.write(me, pick(LINES, index));
    crowd.push(person);
  }
  for (let index = 0; index < groups; index++) {
    const owner = pick(crowd, index);
    const name = `${pick(TOPICS, index)} ${Math.floor(index / TOPICS.length) + 1}`;
    const group = await owner.createGroup(name, [me, pick(crowd, index + 1).account.user]);
    await owner.writeToGroup(group, pick(LINES, index + 1));
  }
}

function pick<T>(from: readonly T[], index: number): T {
  const chosen = from[index % from.length];
  if (chosen === undefined) throw new Error('Nothing to pick from');
  return chosen;
}
