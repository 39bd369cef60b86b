import { expect, test } from 'vitest';
import { messageText, plainText } from './mrkdwn.ts';
import { parsePayload } from './parse-payload.ts';
import { slackText } from './slack-text.ts';

test.each([
  ['<https://a.org|a page>', 'a page (https://a.org)'],
  ['<https://a.org>', 'https://a.org'],
  ['<https://a.org|a.org>', 'https://a.org'],
  ['<https://a.org/?a=1&amp;b=2|x>', 'x (https://a.org/?a=1&b=2)'],
  ['<mailto:ann@a.org|ann@a.org>', 'ann@a.org'],
  ['<!here> <!channel> <!everyone|all>', '@here @all @all'],
  ['<@U123> <@U123|ann> <#C1|general> <#C1>', '@U123 @ann #general #C1'],
  ['<!subteam^S1|@crew> <!date^1392734382^{date}|yesterday>', '@crew yesterday'],
  ['a &lt; b &amp;&amp; c &gt; d &amp;lt;', 'a < b && c > d &lt;'],
  ['1 < 2 and 3 > 2, <b>bold</b>', '1 < 2 and 3 > 2, <b>bold</b>'],
  ['<|>, <>, < >', '<|>, <>, < >'],
  ['<javascript:alert(1)|click>', 'click (javascript:alert(1))'],
])('%s reads %s', (mrkdwn, text) => {
  expect(plainText(mrkdwn)).toBe(text);
});

test.each([
  ['*Labels:* host', '**Labels:** host'],
  ['(*bold*), *two words*!', '(**bold**), **two words**!'],
  ['_so_ and *_both_*', '*so* and ***both***'],
  ['*<https://a.org|a page>* _<https://b.org>_', '**a page (https://a.org)** *https://b.org*'],
  ['~old~ ~~old~~', '~old~ ~~old~~'],
  // Markdown already.
  ['**Firing** __so__', '**Firing** __so__'],
  // No marks: inside of words, next to spaces, across lines, alone.
  ['a*b*c snake_case_name x_1_ _2_x', 'a*b*c snake_case_name x_1_ _2_x'],
  ['2 * 3 * 4, *.ts and *.js, * item * x', '2 * 3 * 4, *.ts and *.js, * item * x'],
  ['*a\nb* _', '*a\nb* _'],
  ['ä*b* 日*本*', 'ä*b* 日*本*'],
  // Code and addresses stay.
  ['`*a*` ```\n*b* _c_\n``` *d*', '`*a*` ```\n*b* _c_\n``` **d**'],
  [
    'https://a.org/_x_/y *now* <https://a.org/_x_|_x_>',
    'https://a.org/_x_/y **now** _x_ (https://a.org/_x_)',
  ],
  ['*a &lt; b* \u0001', '**a < b** '],
])('the marks of %s are ours: %s', (mrkdwn, text) => {
  expect(messageText(mrkdwn)).toBe(text);
});

test('text of a megabyte that is all marks takes no time', () => {
  const before = performance.now();
  for (const part of ['*', '_', '*a', ' *a', '* ', '`', '``` ', '<', '*a\n', '_*', '\u0001*', 'http://'])
    messageText(part.repeat(1_000_000 / part.length));
  expect(performance.now() - before).toBeLessThan(5_000);
});

test('blocks say more than the text, which is for who cannot show them', () => {
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: 'Deploy <b>' } },
    { type: 'divider' },
    { type: 'section', text: { type: 'mrkdwn', text: '*done* <https://a.org|here>' } },
    {
      type: 'context',
      elements: [
        { type: 'image', alt_text: 'face' },
        { type: 'mrkdwn', text: 'by <@U1|ann>' },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'see ' },
            { type: 'link', url: 'https://b.org', text: 'this' },
          ],
        },
        {
          type: 'rich_text_list',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] }],
        },
      ],
    },
    { type: 'image', image_url: 'https://a.org/x.png', alt_text: 'a chart' },
  ];
  expect(slackText({ text: 'short', blocks }, 'ci')).toBe(
    'Deploy <b>\n**done** here (https://a.org)\nface by @ann\nsee this (https://b.org)\n• one\na chart\nhttps://a.org/x.png',
  );
});

test('an attachment that says nothing else says its fallback', () => {
  expect(slackText({ attachments: [{ fallback: 'in <https://a.org|short>', color: 'good' }] }, 'ci')).toBe(
    'in short (https://a.org)',
  );
});

test('fields have numbers and truth values, and what is no field is left out', () => {
  const fields = [
    { title: 'n', value: 3 },
    { title: 'on', value: true },
    { value: 'alone' },
    null,
    'x',
    { title: 'o', value: {} },
  ];
  expect(slackText({ attachments: [{ fields }] }, 'ci')).toBe('n: 3\non: true\nalone\no');
});

test('another name than that of the webhook stands before the text', () => {
  expect(slackText({ text: 'up', username: 'Kuma' }, 'status')).toBe('Kuma: up');
  expect(slackText({ text: 'up', username: 'KUMA' }, 'Kuma')).toBe('up');
  expect(slackText({ text: 7, username: 'a\nb' }, 'x')).toBe('a b: 7');
  expect(slackText({ text: '', username: 'Kuma' }, 'x')).toBe('');
});

test('what a text cannot hold is left out', () => {
  expect(slackText({ text: 'a\u0000\u001b[31mb\r\n\tc' }, 'x')).toBe('a[31mb\n\tc');
  for (const payload of [
    {},
    { text: null },
    { text: {} },
    { attachments: 'x', blocks: 3 },
    { blocks: [null] },
  ])
    expect(slackText(payload, 'x')).toBe('');
});

test('a payload comes as JSON or in a form, whatever its type says', () => {
  expect(parsePayload('{"text":"a"}')).toEqual({ text: 'a' });
  expect(parsePayload('payload=%7B%22text%22%3A%22a+b%22%7D')).toEqual({ text: 'a b' });
  for (const body of ['', 'x', '[]', '"text"', '{"text":', 'payload=', 'payload=[]', 'text=a'])
    expect(parsePayload(body)).toBeUndefined();
  expect(parsePayload(`{"a":${'['.repeat(40)}${']'.repeat(40)}}`)).toBeUndefined();
});
