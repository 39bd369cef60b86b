import { Parsing } from './parsing.ts';
import { parseInline as parse } from './parse-inline.ts';
import { parseMessage as parseFor } from './parse-message.ts';
import { Source } from './source.ts';

const everyone = () => true;
const parseMessage = (text: string) => parseFor(text, everyone);
const parseInline = (text: string) => parse(new Source(text, new Parsing(everyone)));

describe('parseMessage', () => {
  it('keeps plain text as it is, markup included', () => {
    expect(parseMessage('<b onclick=x>hi</b>')).toEqual([
      { kind: 'paragraph', dir: 'ltr', content: [{ kind: 'text', text: '<b onclick=x>hi</b>' }] },
    ]);
  });

  it('keeps line breaks inside a paragraph and starts a new one after an empty line', () => {
    expect(parseMessage('one\r\ntwo\n \nthree')).toMatchObject([
      { kind: 'paragraph', content: [{ kind: 'text', text: 'one\ntwo' }] },
      { kind: 'paragraph', content: [{ kind: 'text', text: 'three' }] },
    ]);
  });

  it('takes a fenced block literally, also when it is never closed', () => {
    expect(parseMessage('```ts\n*a* > b\n\n- c\n```')).toEqual([
      { kind: 'code', language: 'ts', text: '*a* > b\n\n- c' },
    ]);
    expect(parseMessage('```\nopen')).toEqual([{ kind: 'code', language: '', text: 'open' }]);
  });

  it('reads quotes with what is inside them', () => {
    expect(parseMessage('> said\n> - first\nno')).toMatchObject([
      {
        kind: 'quote',
        blocks: [
          { kind: 'paragraph', content: [{ kind: 'text', text: 'said' }] },
          { kind: 'list', items: [{ mark: '•', level: 0, content: [{ kind: 'text', text: 'first' }] }] },
        ],
      },
      { kind: 'paragraph', content: [{ kind: 'text', text: 'no' }] },
    ]);
  });

  it('numbers a list as the writer did, and nests what is indented', () => {
    expect(parseMessage('3. c\n  - d\n7) e')).toMatchObject([
      {
        kind: 'list',
        items: [
          { mark: '3.', level: 0 },
          { mark: '•', level: 1 },
          { mark: '7)', level: 0 },
        ],
      },
    ]);
  });

  it('finds the direction of each block by its first letter', () => {
    const [first, second] = parseMessage('1 שלום abc\n\nabc שלום');
    expect([first, second]).toMatchObject([{ dir: 'rtl' }, { dir: 'ltr' }]);
  });

  it.each([
    ['@alice שלום', 'rtl'],
    ['https://a.example/x שלום', 'rtl'],
    ['`npm start` שלום', 'rtl'],
    ['> @alice\n> שלום', 'rtl'],
    ['- `ls` שלום', 'rtl'],
    ['@alice hello שלום', 'ltr'],
    ['https://a.example/שלום', 'ltr'],
  ])('reads %s from the side of its words, whatever names, addresses and code come first', (text, dir) => {
    expect(parseMessage(text)).toMatchObject([{ dir }]);
  });

  it('names nobody in code or in a quote', () => {
    const named = JSON.stringify(parseMessage('`@alice`\n\n> @alice\n\n```\n@alice\n```'));
    expect(named).not.toContain('"mention"');
  });
});

describe('parseInline', () => {
  const kinds = (text: string) => parseInline(text).map(({ kind }) => kind);
  const address = (text: string) => parseInline(text).find((node) => node.kind === 'link')?.text;

  it('reads strong, emphasis and code, nested where that makes sense', () => {
    expect(parseInline('**a *b* `c`**')).toEqual([
      {
        kind: 'strong',
        content: [
          { kind: 'text', text: 'a ' },
          { kind: 'emphasis', content: [{ kind: 'text', text: 'b' }] },
          { kind: 'text', text: ' ' },
          { kind: 'code', text: 'c' },
        ],
      },
    ]);
    expect(parseInline('***a***')).toEqual([
      {
        kind: 'strong',
        content: [{ kind: 'emphasis', content: [{ kind: 'text', text: 'a' }] }],
      },
    ]);
  });

  it('leaves lone stars and products alone', () => {
    for (const text of ['2 * 3 * 4', '2*3*4', 'a ** b', '*a', '**a *b', '****', '*a\nb*'])
      expect(parseInline(text)).toEqual([{ kind: 'text', text }]);
  });

  it('links http and https only, however they are written', () => {
    expect(parseInline('Https://A.example/B')).toEqual([
      { kind: 'link', href: 'https://a.example/B', text: 'Https://A.example/B' },
    ]);
    expect(kinds('javascript:alert(1)')).toEqual(['text']);
    expect(kinds('data:text/html,x')).toEqual(['text']);
    expect(kinds('xhttps://a.example')).toEqual(['text']);
  });

  it('leaves the punctuation of the sentence outside of a link', () => {
    expect(parseInline('(see https://a.example/x_(y)).')).toEqual([
      { kind: 'text', text: '(see ' },
      { kind: 'link', href: 'https://a.example/x_(y)', text: 'https://a.example/x_(y)' },
      { kind: 'text', text: ').' },
    ]);
    for (const end of [
      '。',
      '）',
      '”',
      '」',
      '，next',
      '’',
      '»',
      '…',
      '؟',
      '،',
      '؛',
      '۔',
      '।',
      '።',
      ']',
      '}',
      ').',
      '**',
      '\u202egpj',
      '>',
    ])
      expect(address(`https://a.example/x${end}`)).toBe('https://a.example/x');
    expect(parseInline('*https://a.example/x*')).toMatchObject([
      { kind: 'emphasis', content: [{ kind: 'link', text: 'https://a.example/x' }] },
    ]);
    expect(address('https://a.example/?q[]=1')).toBe('https://a.example/?q[]=1');
  });

  it('finds mentions but no mail addresses', () => {
    expect(parseInline('hi @alice')).toContainEqual({ kind: 'mention', username: 'alice' });
    for (const text of ['me@example.org', 'a.@example', '@@alice', '@al', `@${'a'.repeat(31)}`])
      expect(parseInline(text)).toEqual([{ kind: 'text', text }]);
  });
});
