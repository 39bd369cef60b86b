import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Body,
  chainAfter,
  commandMessage,
  CHAIN_START,
  CLIENT_EVENT_NAMES,
  Entry,
  ERRORS,
  KEY_LIMITS,
  LIMITS,
  MACHINE_LIMITS,
  REPORT_LIMITS,
  pathOf,
  type Route,
  ROUTES,
  ServerCommand,
  SERVER_EVENT_NAMES,
  TIMING,
} from '@parley/protocol';
import { expect, test } from 'vitest';
import { firstColumn, readTable } from './read-table.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/protocol.md'), 'utf8');
const encryptionPage = readFileSync(join(root, 'docs/e2ee.md'), 'utf8');

/** The first block of JSON behind a heading. */
function exampleUnder(heading: string): string {
  const [, json = ''] = /```json\n([^]*?)```/.exec(page.slice(page.indexOf(`\n${heading}\n`))) ?? [];
  return json;
}

/** Rows in any order: the page may order them by meaning. */
function expectSame(written: readonly (readonly string[])[], coded: readonly (readonly string[])[]) {
  const lines = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(' ')).sort();
  expect(lines(written)).toEqual(lines(coded));
}

const columns = (heading: string, count: number) =>
  readTable(page, heading).map((row) => row.slice(0, count));
const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');

test('the page has every event of a client, and no other', () => {
  expectSame(
    columns('Events from the client', 1),
    CLIENT_EVENT_NAMES.map((name) => [name]),
  );
});

test('the page has every event of the server, and no other', () => {
  expectSame(
    columns('Events from the server', 1),
    SERVER_EVENT_NAMES.map((name) => [name]),
  );
});

test('the page has every route with its method and who may call it, and no other', () => {
  // Those behind another prefix than the usual one are written whole.
  const coded = Object.values<Route>(ROUTES).map((route) => [
    route.method,
    route.prefix === undefined ? route.path : pathOf(route),
    route.who,
  ]);
  expectSame(columns('Routes', 3), coded);
});

test('the page has every error code with its status and whether it is retryable, and no other', () => {
  const coded = Object.entries(ERRORS).map(([code, { status, retryable }]) => [
    code,
    String(status),
    yesOrNo(retryable),
  ]);
  expectSame(columns('Errors', 3), coded);
});

test('every error code is explained, and nowhere on the page is one that does not exist', () => {
  const explained = readTable(page, 'Errors').filter((row) => row[3] !== '' && row[4] !== '');
  expect(explained).toHaveLength(Object.keys(ERRORS).length);
  const mentioned = [...page.matchAll(/\bE_[A-Z_]+\b/g)].map(([code]) => code);
  expect(mentioned.filter((code) => !(code in ERRORS))).toEqual([]);
});

test.each([
  { heading: 'Limits', values: { ...LIMITS, ...KEY_LIMITS, ...MACHINE_LIMITS, ...REPORT_LIMITS } },
  { heading: 'Times', values: TIMING },
])('the page has every value of "$heading", and no other', ({ heading, values }) => {
  const coded = Object.entries(values).map(([name, value]) => [name, String(value)]);
  expectSame(columns(heading, 2), coded);
});

test('the page has every kind of entry, and no other', () => {
  const coded = Body.def.options.map(({ shape }) => [...shape.kind.def.values].map(String));
  expectSame(columns('Kinds of entries', 1), coded);
});

test('the page has every field of an entry, and no other', () => {
  expectSame(
    columns('The log', 1),
    Object.keys(Entry.shape).map((field) => [field]),
  );
});

test('every label that is hashed or signed with is on this page or on that of encryption, and no other', () => {
  const sources = globSync('{protocol,client}/src/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const used = sources.flatMap((file) =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /'parley\/v1\/([^'\\]+)\\0'|\blabel\('([a-z-]+)'\)/g,
      ),
    ].map(([, whole, short]) => `parley/v1/${whole ?? short ?? ''}`),
  );
  const explained = [...firstColumn(page, 'The chain'), ...firstColumn(encryptionPage, 'Labels')];
  expect(explained.sort()).toEqual([...new Set(used)].sort());
});

test('the chain of the example is what the code computes', () => {
  const { chain, ...link } = Entry.parse(JSON.parse(exampleUnder('### The chain')));
  const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
  expect(chainAfter(sha256, CHAIN_START, link)).toBe(chain);
});

test('the signature of the example is what the code signs', () => {
  const { seed, publicKey, signer, command } = JSON.parse(exampleUnder('## Server commands')) as {
    readonly seed: string;
    readonly publicKey: string;
    readonly signer: string;
    readonly command: unknown;
  };
  const { signature, id, time, ...rest } = ServerCommand.parse(command);
  if (id === undefined || time === undefined) throw new Error('the example is not signed');
  const pkcs8 = Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.from(seed, 'base64'),
  ]);
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  expect(Buffer.from(x, 'base64url').toString('base64')).toBe(publicKey);
  expect(sign(null, commandMessage({ signer, id, time, ...rest }), key).toString('base64')).toBe(signature);
});
