import { TestBed } from '@angular/core/testing';
import fc from 'fast-check';
import { isVisible } from './parse/characters.ts';
import { MessageText } from './message-text.ts';
import { plainText } from './plain-text.ts';

/** What stands in the document for a message, with a line for each block and item. */
function shown(text: string): string {
  const fixture = TestBed.createComponent(MessageText);
  fixture.componentRef.setInput('text', text);
  fixture.detectChanges();
  const element = fixture.nativeElement as HTMLElement;
  const parts = element.querySelectorAll('header span, pre, li, p');
  return [...parts]
    .map(({ textContent }) => textContent.trim())
    .join('\n')
    .trim();
}

interface Row {
  readonly typed: string;
  /** In the conversation; as it was typed where it is left out. */
  readonly shown?: string;
  /** In one line, for the list, notifications and quotes. */
  readonly line?: string;
}

const TABLE: readonly Row[] = [
  { typed: '```npm start``` works for me', shown: 'npm start\nworks for me' },
  { typed: '```SELECT a\nFROM b```', shown: 'SELECT a\nFROM b' },
  { typed: '```\nSELECT a\n``` and so on @alice', shown: 'SELECT a\nand so on @alice' },
  { typed: '```ts\nlet a;\n```', shown: 'ts\nlet a;' },
  { typed: '```ts\nlet a;', shown: 'ts\nlet a;' },
  { typed: '```let a = 1;\nlet b;\n```', shown: 'let a = 1;\nlet b;' },
  { typed: '````\n```\n````', shown: '```' },
  { typed: '```' },
  { typed: '```\n```' },
  { typed: '```ts\n```', line: '```ts ```' },
  { typed: '``' },
  { typed: '` `' },
  { typed: 'a `b` ``c ` d`` `e', shown: 'a b c ` d `e' },
  { typed: '> said\n> > before\nno', shown: 'said\nbefore\nno', line: '“said “before”” no' },
  { typed: '>' },
  { typed: '>:-(', shown: ':-(', line: '“:-(”' },
  { typed: '> > > > > deep', shown: '> deep', line: '““““> deep””””' },
  { typed: '- a\n  - b\n* c', shown: '•a\n•b\n•c', line: '• a • b • c' },
  { typed: '1. a\n3. b\n5. c', shown: '1.a\n3.b\n5.c', line: '1. a 3. b 5. c' },
  { typed: '007) Bond', shown: '007)Bond', line: '007) Bond' },
  { typed: '2026. was a good year', shown: '2026.was a good year', line: '2026. was a good year' },
  { typed: '1.5 and -2 and 1.' },
  { typed: '- ', shown: '-' },
  { typed: '**strong** *emphasis* ***both***', shown: 'strong emphasis both' },
  { typed: '** a ** * b * 2*3*4 **c *d' },
  { typed: '*' },
  { typed: '****' },
  { typed: '*\u200b*' },
  { typed: 'Https://a.example/(b) [x](https://c.example)' },
  { typed: '请看https://a.example/x。（https://b.example/y）' },
  { typed: 'me@example.org, @alice, @all, @nobody' },
  { typed: 'https://a.example/\u202egpj.exe', shown: 'https://a.example/gpj.exe' },
  { typed: '\u202ehttps://a.example', shown: 'https://a.example' },
  { typed: 'שלום (abc) שלום' },
  { typed: 'zero\u200bwidth' },
  { typed: '<b>& &amp; </b>' },
];

describe('what is shown of a text', () => {
  it.each(TABLE)('$typed', ({ typed, shown: expected = typed, line }) => {
    expect(shown(typed)).toBe(expected);
    expect(plainText(typed)).toBe(line ?? expected.replaceAll('\n', ' '));
  });

  const tokens = [
    '*',
    '**',
    '`',
    '```',
    '```ts\n',
    '> ',
    '- ',
    '12. ',
    '\n',
    '\n\n',
    ' ',
    'a',
    'B7',
    'https://x.y/',
  ];
  const more = ['@abc', '(', ')', '。', 'ש', '😀', '\u200b', '\u0301', '"', '.', ',', '_', '\\', '•', '#'];
  const typed = fc
    .array(fc.oneof(fc.constantFrom(...tokens, ...more), fc.string({ unit: 'grapheme', maxLength: 3 })), {
      maxLength: 25,
    })
    .map((parts) => parts.join(''));

  it('is every character that is no mark, in the order they were typed', () => {
    fc.assert(
      fc.property(typed, (text) => {
        expect(unmarked(shown(text))).toBe(unmarked(text));
        expect(unmarked(plainText(text, 1_000))).toBe(unmarked(text));
      }),
      { numRuns: 300 },
    );
  });

  it('is something, where something was typed', () => {
    fc.assert(
      fc.property(typed, (text) => {
        fc.pre(isVisible(text));
        expect(isVisible(shown(text))).toBe(true);
        expect(isVisible(plainText(text))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

/** Without marks, spaces, and the quotes that a line has in place of `>`. */
function unmarked(text: string): string {
  return text.replace(/[\s*`>\-•“”\u202d\u202e]/g, '');
}
