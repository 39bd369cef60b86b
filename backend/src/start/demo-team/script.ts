import type { DemoName } from '../demo-users.ts';

export type Line = { readonly at: string; readonly by: DemoName } & (
  | { readonly kind: 'message'; readonly text: string; readonly answers?: string }
  | { readonly kind: 'edit'; readonly of: string; readonly text: string }
  | { readonly kind: 'reaction'; readonly to: string; readonly emoji: string }
  | { readonly kind: 'pin'; readonly of: string }
);

export interface Talk {
  readonly place:
    | { readonly kind: 'announcements' }
    | { readonly kind: 'direct'; readonly between: readonly [DemoName, DemoName] }
    | { readonly kind: 'group'; readonly name: string; readonly members: readonly [DemoName, ...DemoName[]] };
  readonly days: readonly { readonly daysAgo: number; readonly lines: readonly Line[] }[];
  /** So many of the newest entries nobody but their writers has read. */
  readonly unread: number;
}

const say = (at: string, by: DemoName, text: string): Line => ({ at, by, kind: 'message', text });
const answer = (at: string, by: DemoName, answers: string, text: string): Line => ({
  ...{ at, by, kind: 'message' },
  answers,
  text,
});
const react = (at: string, by: DemoName, to: string, emoji: string): Line => ({
  ...{ at, by, kind: 'reaction' },
  to,
  emoji,
});
const edit = (at: string, by: DemoName, of: string, text: string): Line => ({
  ...{ at, by, kind: 'edit' },
  of,
  text,
});
const pin = (at: string, by: DemoName, of: string): Line => ({ at, by, kind: 'pin', of });

const FREEZE = 'We freeze on Thursday. Who takes the release notes?';
const POINTS =
  'The open points:\n- the migration of the old rooms\n- pictures for the docs\n- **the demo**, 20 minutes';
const REPORT = 'They are in https://example.org/reports/november, second page';
const MOVE = 'The office moves to the third floor on Monday. Please label your boxes by Friday.';
const LATENCY = 'The median is below 2 ms now';
const SOUP = 'Lentil soup today, I made too much';

/** What the team of `npm start -- --seeded` has said in the last days. Each text is said once in its place. */
export const SCRIPT: readonly Talk[] = [
  {
    place: { kind: 'announcements' },
    days: [
      {
        daysAgo: 6,
        lines: [
          say('09:00', 'satya', 'Welcome to Parley! Say hello to your colleagues, or start a group with +.'),
        ],
      },
      {
        daysAgo: 2,
        lines: [
          say('10:30', 'satya', MOVE),
          react('10:41', 'alice', MOVE, '👍'),
          react('11:05', 'kofi', MOVE, '👍'),
        ],
      },
    ],
    unread: 0,
  },
  {
    place: {
      kind: 'group',
      name: 'Release 4.2',
      members: ['alice', 'satya', 'bob', 'kofi', 'zoe', 'priya', 'khai'],
    },
    days: [
      {
        daysAgo: 5,
        lines: [
          say('09:12', 'alice', FREEZE),
          say('09:13', 'alice', POINTS),
          pin('09:14', 'alice', POINTS),
          say('09:20', 'bob', 'I take the notes'),
          react('09:21', 'alice', 'I take the notes', '🎉'),
          answer('09:31', 'zoe', FREEZE, 'Could we say Friday? The backup test needs a night.'),
        ],
      },
      {
        daysAgo: 3,
        lines: [
          say(
            '14:02',
            'priya',
            '```\nnpm run bench\n  sends per second   14,210\n  median latency     1.9 ms\n```',
          ),
          react(
            '14:05',
            'kofi',
            '```\nnpm run bench\n  sends per second   14,210\n  median latency     1.9 ms\n```',
            '❤️',
          ),
          say('14:10', 'satya', 'Friday it is then. I can do the pictrues.'),
          edit(
            '14:11',
            'satya',
            'Friday it is then. I can do the pictrues.',
            'Friday it is then. I can do the pictures.',
          ),
          react('14:15', 'zoe', 'Friday it is then. I can do the pictrues.', '❤️'),
        ],
      },
      {
        daysAgo: 1,
        lines: [
          say('16:40', 'khai', 'The migration went through on the test server, twice.'),
          answer('16:48', 'alice', POINTS, 'One point less. Who has 20 minutes for the demo on Thursday?'),
          say('17:03', 'kofi', 'I do, from three.'),
        ],
      },
    ],
    unread: 3,
  },
  {
    place: { kind: 'group', name: 'Lunch', members: ['zoe', 'satya', 'alice', 'bob'] },
    days: [
      {
        daysAgo: 1,
        lines: [
          say('11:20', 'zoe', SOUP),
          react('11:21', 'bob', SOUP, '😋'),
          say('11:24', 'satya', 'Count me in'),
        ],
      },
    ],
    unread: 0,
  },
  {
    place: { kind: 'direct', between: ['alice', 'satya'] },
    days: [
      {
        daysAgo: 4,
        lines: [
          say('10:02', 'alice', 'Hi! Did you get the figures from Kofi?'),
          say('10:15', 'satya', 'Not yet, he promised them for noon'),
          say('12:04', 'alice', REPORT),
        ],
      },
      {
        daysAgo: 1,
        lines: [
          say('09:40', 'alice', 'I would start with the *first* table, the rest can wait'),
          answer('09:44', 'satya', REPORT, 'Found them. Thank you!'),
          react('09:45', 'alice', 'Found them. Thank you!', '🙏'),
        ],
      },
    ],
    unread: 0,
  },
  {
    place: { kind: 'direct', between: ['bob', 'satya'] },
    days: [
      { daysAgo: 3, lines: [say('15:30', 'satya', 'Are the tests green again?')] },
      {
        daysAgo: 1,
        lines: [
          say('18:12', 'bob', 'They are, since ten minutes ago'),
          say('18:13', 'bob', 'See you tomorrow!'),
        ],
      },
    ],
    unread: 2,
  },
  {
    place: { kind: 'direct', between: ['kofi', 'satya'] },
    days: [
      { daysAgo: 4, lines: [say('11:40', 'kofi', 'The figures are with Alice now. Sorry for the wait!')] },
      {
        daysAgo: 2,
        lines: [
          say('13:05', 'satya', 'Which browser do we show on Thursday?'),
          say('13:30', 'kofi', 'All three. I bring two laptops and my phone.'),
        ],
      },
    ],
    unread: 0,
  },
  {
    place: { kind: 'direct', between: ['priya', 'satya'] },
    days: [
      {
        daysAgo: 3,
        lines: [
          say('08:55', 'priya', LATENCY),
          say('09:10', 'satya', 'What was it before?'),
          answer('09:12', 'priya', LATENCY, '3.4 ms. The rest was waiting for the disk.'),
          react('09:13', 'satya', '3.4 ms. The rest was waiting for the disk.', '❤️'),
        ],
      },
    ],
    unread: 0,
  },
  {
    place: { kind: 'direct', between: ['khai', 'satya'] },
    days: [
      {
        daysAgo: 2,
        lines: [
          say('17:20', 'khai', 'Can we move the call to half past two?'),
          say('17:21', 'satya', 'Yes, half past two is better for me, too'),
          react('17:22', 'khai', 'Yes, half past two is better for me, too', '🙏'),
        ],
      },
    ],
    unread: 0,
  },
  {
    place: { kind: 'group', name: 'Reading group', members: ['priya', 'satya', 'zoe', 'khai'] },
    days: [
      {
        daysAgo: 4,
        lines: [
          say('18:30', 'priya', 'Chapter three for next week? It is the one about *consensus*.'),
          react('18:34', 'khai', 'Chapter three for next week? It is the one about *consensus*.', '👍'),
          say('18:40', 'zoe', 'Only if we all agree 😄'),
        ],
      },
    ],
    unread: 0,
  },
  {
    place: { kind: 'direct', between: ['kofi', 'alice'] },
    days: [
      {
        daysAgo: 2,
        lines: [say('13:00', 'kofi', 'The report is up'), say('13:20', 'alice', 'Great, reading it now')],
      },
    ],
    unread: 0,
  },
];
