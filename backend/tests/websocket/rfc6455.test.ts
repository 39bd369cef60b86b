import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { echoGateway } from './echo-gateway.ts';
import { OP, RawPeer, type RawFrame } from './raw-peer.ts';

/** What is sent, and what comes back: after a close, nothing more. Cases and numbers are those of Autobahn's fuzzing client. */
type Case = readonly [name: string, send: readonly RawFrame[], heard: readonly string[]];

const { more, text, binary, close, ping, pong } = OP;
const part = (opcode: number, payload: string | Buffer): RawFrame => ({ opcode, payload, isFinal: false });
const closing = (code: number, reason: string | Buffer = ''): RawFrame => {
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return { opcode: close, payload: Buffer.concat([payload, Buffer.from(reason)]) };
};
const hex = (bytes: string) => Buffer.from(bytes, 'hex');
const BYE = closing(1000);

const echoes: readonly Case[] = [0, 125, 126, 127, 128, 65_535, 65_536].flatMap((length): Case[] => {
  const said = '*'.repeat(length);
  return [
    [`1.1 a text of ${length} bytes`, [{ opcode: text, payload: said }, BYE], [`text ${said}`, 'close 1000']],
    [`1.2 ${length} bytes`, [{ opcode: binary, payload: said }, BYE], [`binary ${said}`, 'close 1000']],
  ];
});

const pings: readonly Case[] = [
  ['2.1 a ping without a payload', [{ opcode: ping }, BYE], ['pong ', 'close 1000']],
  [
    '2.4 a ping of 125 bytes',
    [{ opcode: ping, payload: '*'.repeat(125) }, BYE],
    [`pong ${'*'.repeat(125)}`, 'close 1000'],
  ],
  ['2.5 a ping of 126 bytes', [{ opcode: ping, payload: '*'.repeat(126) }], ['close 1002']],
  [
    '2.7 a pong nobody asked for',
    [{ opcode: pong, payload: 'x' }, { opcode: ping, payload: 'y' }, BYE],
    ['pong y', 'close 1000'],
  ],
  [
    '2.10 ten pings',
    [...Array.from('0123456789', (payload) => ({ opcode: ping, payload })), BYE],
    [...Array.from('0123456789', (payload) => `pong ${payload}`), 'close 1000'],
  ],
];

const reserved: readonly Case[] = [1, 2, 3, 4, 5, 6, 7].map((bits) => [
  `3 reserved bits ${bits}`,
  [
    { opcode: text, payload: 'one' },
    { opcode: text, payload: 'two', reserved: bits },
  ],
  ['text one', 'close 1002'],
]);

const opcodes: readonly Case[] = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode) => [
  `4 opcode ${opcode}`,
  [
    { opcode: text, payload: 'one' },
    { opcode, payload: 'two' },
  ],
  ['text one', 'close 1002'],
]);

const fragments: readonly Case[] = [
  ['5.1 a ping in parts', [part(ping, 'a'), { opcode: more, payload: 'b' }], ['close 1002']],
  ['5.2 a pong in parts', [part(pong, 'a'), { opcode: more, payload: 'b' }], ['close 1002']],
  ['5.3 a text in parts', [part(text, 'a'), { opcode: more, payload: 'b' }, BYE], ['text ab', 'close 1000']],
  [
    '5.6 a ping between parts',
    [part(text, 'a'), { opcode: ping, payload: 'p' }, { opcode: more, payload: 'b' }, BYE],
    ['pong p', 'text ab', 'close 1000'],
  ],
  [
    '5.9 a part of nothing',
    [
      { opcode: more, payload: 'a' },
      { opcode: text, payload: 'b' },
    ],
    ['close 1002'],
  ],
  ['5.18 a text within a text', [part(text, 'a'), { opcode: text, payload: 'b' }], ['close 1002']],
  ['6.1 empty parts', [part(text, ''), part(more, ''), { opcode: more }, BYE], ['text ', 'close 1000']],
  [
    '10.1 64 KiB in parts of 1,300 bytes',
    [
      part(text, '*'.repeat(1_300)),
      ...Array.from({ length: 49 }, () => part(more, '*'.repeat(1_300))),
      { opcode: more, payload: '*'.repeat(536) },
      BYE,
    ],
    [`text ${'*'.repeat(65_536)}`, 'close 1000'],
  ],
];

/** Sections 6.2 to 6.22. */
const RIGHT = [
  'cebae1bdb9cf83cebcceb5',
  'f09f9880',
  'efbfbd',
  'efbfbf',
  'f48fbfbf',
  'c280',
  'e0a080',
  'f0908080',
  'ed9fbf',
  'ee8080',
  '00',
  'efbfbe',
];
const WRONG = [
  'cebae1bdb9cf83cebcceb5eda080656469746564',
  'f4908080',
  'fe',
  'ff',
  'c0af',
  'e080af',
  'f08080af',
  'eda080',
  'edafbf',
  'edb080',
  '80',
  'bf',
  'c2',
  'e0a0',
  'f8888080',
  'fc84808080',
];
const utf8: readonly Case[] = [
  ...RIGHT.map((bytes): Case => [
    `6 text ${bytes}`,
    [{ opcode: text, payload: hex(bytes) }, BYE],
    [`text ${String(hex(bytes))}`, 'close 1000'],
  ]),
  ...RIGHT.filter((bytes) => bytes.length > 2).map((bytes): Case => [
    `6.2 text cut within a character ${bytes}`,
    [part(text, hex(bytes.slice(0, 2))), { opcode: more, payload: hex(bytes.slice(2)) }, BYE],
    [`text ${String(hex(bytes))}`, 'close 1000'],
  ]),
  ...WRONG.map((bytes): Case => [
    `6.3 no text ${bytes}`,
    [{ opcode: text, payload: hex(bytes) }],
    ['close 1007'],
  ]),
];

const closes: readonly Case[] = [
  [
    '7.1 a close, then a text',
    [{ opcode: text, payload: 'a' }, BYE, { opcode: text, payload: 'b' }],
    ['text a', 'close 1000'],
  ],
  ['7.1 two closes', [BYE, BYE], ['close 1000']],
  ['7.3.1 a close without a code', [{ opcode: close }], ['close']],
  ['7.3.2 a close with half a code', [{ opcode: close, payload: 'a' }], ['close 1002']],
  ['7.3.5 a close with a reason of 123 bytes', [closing(1000, '*'.repeat(123))], ['close 1000']],
  ['7.3.6 a close with a reason of 124 bytes', [closing(1000, '*'.repeat(124))], ['close 1002']],
  ['7.5 a close whose reason is no text', [closing(1000, hex('cebaeda080'))], ['close 1007']],
  ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999].map((code): Case => [
    `7.7 close code ${code}`,
    [closing(code)],
    [`close ${code}`],
  ]),
  ...[0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65_535].map((code): Case => [
    `7.9 close code ${code}`,
    [closing(code)],
    ['close 1002'],
  ]),
  ['a frame without a mask', [{ opcode: text, payload: 'a', isMasked: false }], ['close 1002']],
];

test.each([...echoes, ...pings, ...reserved, ...opcodes, ...fragments, ...utf8, ...closes])(
  '%s',
  async (_, frames, heard) => {
    const port = await echoGateway();
    // All at once, in small pieces, and byte by byte.
    const small = Math.max(...frames.map(({ payload = '' }) => payload.length)) < 1_000;
    for (const chop of [undefined, 997, ...(small ? [1] : [])]) {
      const peer = await RawPeer.open(port);
      peer.send(frames, chop);
      await expect.poll(() => peer.heard.at(-1) ?? '', { interval: 2 }).toMatch(/^close/);
      expect(peer.heard).toEqual(heard);
    }
  },
);

/** Autobahn's own client needs Python 2, which few machines have. */
const wstest = process.env.WSTEST_PATH;
if (wstest !== undefined)
  test("Autobahn's fuzzing client finds no failure", { timeout: 300_000 }, async () => {
    const outdir = await mkdtemp(join(tmpdir(), 'parley-autobahn-'));
    onTestFinished(() => rm(outdir, { recursive: true }));
    const servers = [{ agent: 'parley', url: `ws://127.0.0.1:${await echoGateway()}/ws` }];
    // 9 measures frames of megabytes, 12 and 13 compression: the gateway has neither.
    const excluded = ['9.*', '12.*', '13.*'];
    const spec = { outdir, servers, cases: ['*'], 'exclude-cases': excluded, 'exclude-agent-cases': {} };
    await writeFile(join(outdir, 'spec.json'), JSON.stringify(spec));

    await promisify(execFile)(wstest, ['-m', 'fuzzingclient', '-s', join(outdir, 'spec.json')], {
      maxBuffer: 1e8,
    });

    const report = JSON.parse(await readFile(join(outdir, 'index.json'), 'utf8')) as {
      parley: Record<string, { behavior: string; behaviorClose: string }>;
    };
    const cases = Object.entries(report.parley);
    const failed = cases.filter(([, { behavior, behaviorClose }]) =>
      [behavior, behaviorClose].some(
        (word) => word === 'FAILED' || word === 'UNCLEAN' || word === 'WRONG CODE',
      ),
    );
    expect(cases.length).toBeGreaterThan(240);
    expect(failed).toEqual([]);
  });
