import { expect, test } from 'vitest';
import { apart, partOf } from './apart.ts';
import { file } from './sample-outputs.ts';

const CODES: Readonly<Record<string, string>> = {
  'main.js': 'var start=()=>import("./entered.js"),spare=1;start();export{start,spare}',
  'shared.js': 'var chat=1,forms=2,seldom=3;export{chat,forms,seldom}',
  'entered.js': 'var entered=1;export{entered}',
  'page.js': 'import{chat}from"./shared.js";import{sent}from"./server.js";chat(sent)',
  'server.js': 'var sent=1,searched=2;export{sent,searched}',
  'forms.js': 'import{forms}from"./shared.js";forms()',
};
const PARTS = new Map([
  ['main.js', 'main'],
  ['shared.js', 'main'],
  ['entered.js', 'main'],
  ['page.js', 'page'],
  ['server.js', 'server'],
  ['forms.js', 'forms'],
]);
const OUTPUTS = new Map([
  ['main.js', file({}, { entryPoint: 'src/main.ts' })],
  ['entered.js', file({}, { entryPoint: 'entered.ts' })],
]);

const codes = apart(OUTPUTS, PARTS, (name) => CODES[name] ?? '');

test('of what comes with the application, what only the login needs comes with its fields, and what no first page does apart', () => {
  expect(codes.get('shared.js')).toContain('var chat=1');
  expect(codes.get('shared.login.js')).toContain('var forms=2');
  expect(codes.get('shared.more.js')).toContain('var seldom=3');
});

test('of the part that speaks to the server, what no first page needs comes apart', () => {
  expect(codes.get('server.js')).toContain('var sent=1');
  expect(codes.get('server.more.js')).toContain('var searched=2');
});

test('what is asked for by import() is whole', () => {
  expect(codes.get('entered.js')).toContain('var entered=1');
});

test('the application itself is asked for by nobody', () => {
  expect(codes.get('main.more.js')).toContain('spare=1');
});

test('pages are left alone', () => {
  expect(codes.has('page.js')).toBe(false);
});

test.each([
  ['shared.js', 'main'],
  ['shared.login.js', 'forms'],
  ['shared.more.js', 'more'],
  ['server.more.js', 'more-server'],
  ['server.login.js', 'forms'],
  ['settings.js', undefined],
])('%s is packed into %s', (name, part) => {
  expect(partOf(`/dist/${name}`, PARTS)).toBe(part);
});
