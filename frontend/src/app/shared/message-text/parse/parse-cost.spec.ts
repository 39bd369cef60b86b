import { NODES_MAX, Parsing } from './parsing.ts';
import { parseWith } from './parse-message.ts';
import type { Block, Inline } from './tree.ts';

const SIZE = 32 * 1024;
const STEPS_A_CHARACTER = 40;

/** What the parser looks for, each of its kind once: these are mixed by threes. */
const MARKS = ['*', '**', '`', '```', '@abc', 'https://a/', ')', '>', '- ', '1. ', '\n', ' ', 'h'];
const TOKENS = [
  ...MARKS,
  ...[
    '***',
    '``',
    '````',
    '@',
    'http',
    'https://[',
    '(',
    ']',
    '> ',
    '12345678901',
    '.',
    "'",
    '"',
    '\n\n',
    '\r\n',
  ],
  ...['    ', 'a', 'ab ', '\t', 'שלום', '😀', '\u200b', '\u202e', '\u0301', '。', '_', '~', '\\', '<b>'],
];

function measured(unit: string) {
  const text = unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);
  const parsing = new Parsing(() => true);
  return { text, nodes: countOf(parseWith(parsing, text)), steps: parsing.steps / text.length };
}

function countOf(nodes: readonly (Block | Inline)[]): number {
  return nodes.reduce((sum, node) => sum + 1 + countOf(inside(node)), 0);
}

function inside(node: Block | Inline): readonly (Block | Inline)[] {
  if (node.kind === 'quote') return node.blocks;
  if (node.kind === 'list')
    return node.items.flatMap(({ content }) => [{ kind: 'text', text: '' } as const, ...content]);
  return 'content' in node ? node.content : [];
}

function worstOf(units: readonly string[]) {
  let [steps, nodes] = [
    { unit: '', most: 0 },
    { unit: '', most: 0 },
  ];
  for (const unit of units) {
    const cost = measured(unit);
    if (cost.steps > steps.most) steps = { unit, most: cost.steps };
    if (cost.nodes > nodes.most) nodes = { unit, most: cost.nodes };
  }
  return { steps, nodes };
}

describe('parsing the largest message', () => {
  const mixed = (some: readonly string[], more: readonly string[]) =>
    some.flatMap((one) => more.map((other) => one + other));

  it.each([
    ['tokens alone', () => TOKENS],
    ['pairs of tokens', () => mixed(TOKENS, TOKENS)],
    ['three marks', () => mixed(MARKS, mixed(MARKS, MARKS))],
  ])('takes few steps and makes few nodes: %s', { timeout: 60_000 }, (_, units) => {
    const { steps, nodes } = worstOf(units());
    expect(steps.most, JSON.stringify(steps.unit)).toBeLessThanOrEqual(STEPS_A_CHARACTER);
    expect(nodes.most, JSON.stringify(nodes.unit)).toBeLessThanOrEqual(NODES_MAX);
  });
});
