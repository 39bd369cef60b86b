import { parseInline } from './parse-inline.ts';
import { parseMessage } from './parse-message.ts';

describe('parseMessage', () => {
  it('keeps plain text as it is, markup included', () => {
    expect(parseMessage('<b onclick=x>hi</b>')).toEqual([
      { kind: 'paragraph', content: [{ kind: 'text', text: '<b onclick=x>hi</b>' }] },
    ]);
  });

  it('keeps line breaks inside a paragraph and starts a new one after an empty line', () => {
    expect(parseMessage('one\ntwo\n\nthree')).toEqual([
      {
        kind: 'paragraph',
        content: [{ kind: 'text', text: 'one' }, { kind: 'break' }, { kind: 'text', text: 'two' }],
      },
      { kind: 'paragraph', content: [{ kind: 'text', text: 'three' }] },
    ]);
  });

  it('takes a fenced block literally, also when it is never closed', () => {
    expect(parseMessage('```ts\n*a* > b\n\n- c\n```')).toEqual([{ kind: 'code', text: '*a* > b\n\n- c' }]);
    expect(parseMessage('```\nopen')).toEqual([{ kind: 'code', text: 'open' }]);
  });

  it('reads quotes with what is inside them', () => {
    expect(parseMessage('> said\n> - first\nno')).toEqual([
      {
        kind: 'quote',
        blocks: [
          { kind: 'paragraph', content: [{ kind: 'text', text: 'said' }] },
          { kind: 'list', ordered: false, start: 1, items: [[{ kind: 'text', text: 'first' }]] },
        ],
      },
      { kind: 'paragraph', content: [{ kind: 'text', text: 'no' }] },
    ]);
  });

  it('starts a numbered list where the writer did', () => {
    expect(parseMessage('3. c\n4. d')).toMatchObject([{ kind: 'list', ordered: true, start: 3 }]);
  });

  it('ends with any nesting', () => {
    expect(() => parseMessage('>'.repeat(30_000))).not.toThrow();
  });
});

describe('parseInline', () => {
  const kinds = (text: string) => parseInline(text).map(({ kind }) => kind);

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
  });

  it('leaves lone stars and products alone', () => {
    expect(kinds('2 * 3 * 4')).toEqual(['text']);
    expect(kinds('2*3*4')).toEqual(['text']);
    expect(kinds('a ** b')).toEqual(['text']);
  });

  it('links http and https only', () => {
    expect(kinds('https://a.example')).toEqual(['link']);
    expect(kinds('javascript:alert(1)')).toEqual(['text']);
    expect(kinds('data:text/html,x')).toEqual(['text']);
  });

  it('leaves the punctuation of the sentence outside of a link', () => {
    expect(parseInline('(see https://a.example/x_(y)).')).toEqual([
      { kind: 'text', text: '(see ' },
      { kind: 'link', href: 'https://a.example/x_(y)', text: 'https://a.example/x_(y)' },
      { kind: 'text', text: ').' },
    ]);
  });

  it('finds mentions but no mail addresses', () => {
    expect(parseInline('hi @alice')).toContainEqual({ kind: 'mention', username: 'alice' });
    expect(kinds('me@example.org')).toEqual(['text']);
  });

  it('is quick about marks that are never closed', () => {
    const started = performance.now();
    parseInline('**a '.repeat(8_000));
    parseInline('*a '.repeat(10_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
