import { expect, test } from 'vitest';
import { piecesOf, type Piece } from './pieces.ts';

const named = (pieces: readonly Piece[]) =>
  pieces.map(({ code, declares, uses, sets }) => [code, [...declares], [...uses].sort(), [...sets]]);

test('a file is taken apart by statement, and variables that are declared together by variable', () => {
  const { pieces } = piecesOf('var a=1,b=()=>a+c();function c(){let a=2;return a}class d extends b{}');
  expect(named(pieces)).toEqual([
    ['var a=1', ['a'], ['a'], ['a']],
    ['var b=()=>a+c()', ['b'], ['a', 'b', 'c'], ['b']],
    ['function c(){let a=2;return a}', ['c'], [], []],
    ['class d extends b{}', ['d'], ['b'], []],
  ]);
  expect(pieces.some(({ acts }) => acts)).toBe(false);
});

test('imports and exports are told by the names in the file', () => {
  const { imports, exports, from } = piecesOf(
    'import{x as a}from"./x.js";import"./y.js";var b=a;export{b as c}',
  );
  expect(Object.fromEntries(imports)).toEqual({ a: { file: 'x.js', name: 'x' } });
  expect(Object.fromEntries(exports)).toEqual({ c: 'b' });
  expect(from).toEqual(['x.js', 'y.js']);
});

test.each(['start()', 'if(a)b()', 'var a=globalThis.b=1', 'a.b=()=>{}'])('%s does something', (code) => {
  expect(piecesOf(code).pieces.map(({ acts }) => acts)).toEqual([true]);
});

test('what a function would do is not done by declaring it', () => {
  expect(piecesOf('var a=()=>{globalThis.b=1}').pieces[0]?.acts).toBe(false);
});

test('who sets a variable is told, wherever they do', () => {
  const [, setter] = piecesOf('var a=1;function set(){a=2}').pieces;
  expect([...(setter?.sets ?? [])]).toEqual(['a']);
});

test.each(['export*from"./x.js"', 'export default 1', 'export var a=1', 'import*as a from"./x.js";a()'])(
  '%s is no form that builds have',
  (code) => {
    expect(() => piecesOf(code)).toThrow();
  },
);
