import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { piecesOf } from './pieces.ts';
import { setAside, type Stage } from './set-aside.ts';

type Module = Readonly<Record<string, () => unknown>>;

const LATER: readonly Stage[] = [
  { name: 'login', wanted: [{ file: 'app.js', name: 'field' }] },
  { name: 'more', wanted: [] },
];
const PAGE = [{ file: 'app.js', name: 'page' }];

function split(codes: Readonly<Record<string, string>>) {
  return setAside(new Map(Object.entries(codes).map(([name, code]) => [name, piecesOf(code)])), PAGE, LATER);
}

/** Runs files as they were split. */
async function run(files: ReadonlyMap<string, string>, name: string): Promise<Module> {
  const folder = mkdtempSync(join(tmpdir(), 'set-aside-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const [file, code] of files) writeFileSync(join(folder, file), code);
  return (await import(/* @vite-ignore */ join(folder, name))) as Module;
}

const CORE = [
  'let count=0;const add=()=>++count,text=()=>`field`;',
  'class Rare{total=()=>add()+100}',
  'export{add as a,text as t,Rare as r}',
].join('');
const APP = [
  'import{a as x,t as y,r as Z}from"./core.js";',
  'var page=()=>x(),field=()=>y(),seldom=()=>new Z().total();',
  'export{page,field,seldom}',
].join('');

test('each piece comes with the first that wants it, in whichever file', () => {
  const files = split({ 'core.js': CORE, 'app.js': APP });
  const where = (code: string) => [...files].filter(([, text]) => text.includes(code)).map(([name]) => name);
  expect(where('page=()=>')).toEqual(['app.js']);
  expect(where('add=()=>')).toEqual(['core.js']);
  expect(where('field=()=>')).toEqual(['app.login.js']);
  expect(where('text=()=>')).toEqual(['core.login.js']);
  expect(where('seldom=()=>')).toEqual(['app.more.js']);
  expect(where('class Rare')).toEqual(['core.more.js']);
});

test('what was split does what it did, with one state', async () => {
  const app = await run(split({ 'core.js': CORE, 'app.js': APP }), 'app.js');
  expect([app.page?.(), app.field?.(), app.seldom?.(), app.page?.()]).toEqual([1, 'field', 102, 3]);
});

test('who sets a variable stands beside it', async () => {
  const app =
    'let count=1;var page=()=>count,seldom=()=>(reset(),page());function reset(){count=0}export{page,seldom}';
  const files = split({ 'app.js': app });
  expect(files.get('app.js')).toContain('function reset');
  expect(files.get('app.more.js')).toContain('var seldom');
  const { page, seldom } = await run(files, 'app.js');
  expect([page?.(), seldom?.(), page?.()]).toEqual([1, 0, 0]);
});

test('what does something does it at once, with all that it needs', () => {
  const files = split({
    'app.js': 'var page=()=>1;const list=[];function start(){list.push(1)}start();export{page}',
  });
  expect(files.get('app.js')).toContain('start()');
  expect(files.get('app.js')).toContain('const list=[]');
  expect(files.get('app.more.js')).not.toContain('list');
});
