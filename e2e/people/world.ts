import type { User, Uuid } from '@parley/protocol';
import type { Messenger } from './messenger.ts';

type NewMessenger = (displayName: string) => Promise<Messenger>;

const NAMES = [
  'Alice Nakamura',
  'Bob Achterberg',
  'Maximiliane Freifrau von Hohenlohe-Schillingsfürst',
  'Nguyễn Thị Minh Khai',
  'عبد الرحمن الراشد',
  'Kofi Mensah',
  'Zoë Ólafsdóttir',
  'Priya Raghunathan',
] as const;

const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/**
 * What strains the pages: names that are long or written from right to left, words that never break. The team of the
 * pictures is another: `backend/src/start/demo-team`.
 */
export async function inhabit(newMessenger: NewMessenger, me: User): Promise<{ group: Uuid; direct: Uuid }> {
  const people: Messenger[] = [];
  for (const name of NAMES) people.push(await newMessenger(name));
  const [alice, bob, ...others] = people;
  if (alice === undefined || bob === undefined) throw new Error('NAMES is too short');

  for (const person of others) await person.write(me, 'Good morning! Have you seen the plan for next week?');
  await bob.write(me, 'The tests are green again', LONG_WORD.repeat(3));
  const group = await talkInGroup(alice, bob, [me, ...others.map(({ account }) => account.user)]);
  await talkToOne(alice, me);
  return { group, direct: alice.conversationWith(me) };
}

async function talkInGroup(alice: Messenger, bob: Messenger, others: readonly User[]): Promise<Uuid> {
  const group = await alice.createGroup('Release 4.2', [bob.account.user, ...others]);
  await alice.writeToGroup(
    group,
    'We freeze on Thursday. Who takes the release notes?',
    'The open points:\n- the migration of the old rooms\n- pictures for the docs\n- **the demo**, 20 minutes',
  );
  await bob.writeToGroup(
    group,
    'I take the notes',
    '> We freeze on Thursday\n\nCould we say Friday? The backup test needs a night.',
    '```\nnpm run bench\n  sends per second   14,210\n  median latency     1.9 ms\n```',
  );
  await alice.writeToGroup(group, 'Friday it is', '🎉');
  return group;
}

async function talkToOne(alice: Messenger, me: User): Promise<void> {
  await alice.write(
    me,
    'Hi! Did you get the figures from Kofi?',
    'They are in https://example.org/reports/2026/november, second page',
    'I would start with the *first* table, the rest can wait',
  );
}
