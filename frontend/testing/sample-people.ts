import type { Presence, User, Uuid } from '@parley/protocol';
import { ada } from './fake-session-client.ts';

const NAMES = [
  'Grace Hopper',
  'Alan Turing',
  'Katherine Johnson',
  'Edsger Dijkstra',
  'Barbara Liskov',
  'Donald Knuth',
  'Radia Perlman',
  'Tony Hoare',
  'Frances Allen',
  'Leslie Lamport',
  'محمد الخوارزمي',
  '陳 丹琦',
  'Johanna-Friederike von Hohenstein-Wittgenstein zu B',
  'O',
  'Niklaus Wirth',
];

/** A uid that is the same in every run. */
export function uid(number: number): Uuid {
  const hex = ((number * 2654435761) >>> 0).toString(16).padStart(8, '0');
  return `${hex}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const people: readonly User[] = NAMES.map((displayName, index) => ({
  uid: uid(index + 1),
  username: /^[A-Za-z]+ /.test(displayName) ? displayName.replace(/ .*/, '').toLowerCase() : `user${index}`,
  displayName,
  about: index % 3 === 0 ? 'Usually answers in the morning.' : '',
  admin: false,
  removed: false,
}));

export const users = new Map([ada, ...people].map((user) => [user.uid, user]));

export const presence: ReadonlyMap<Uuid, Presence> = new Map(
  people.map(({ uid }, index) => [
    uid,
    index % 3 === 1
      ? { uid, online: false, lastSeen: Date.now() - index * 4e6 }
      : { uid, online: index % 3 === 0 },
  ]),
);

/** One of them; the numbers go round. */
export function person(number: number): User {
  const found = people[number % people.length];
  if (found === undefined) throw new Error('There is nobody');
  return found;
}
