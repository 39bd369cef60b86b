import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { Settings, type SettingName } from '../../backend/src/config/settings.ts';
import { firstColumn, readTable } from './read-table.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const FILES = ['common', 'dev', 'prod'] as const;
const source = (name: string) => readFileSync(join(root, 'environments', `${name}.env`), 'utf8');
const common = parseEnv(source('common'));

/** Variables of the files, those included that are only shown behind a #. */
const inFiles = [
  ...new Set(
    FILES.flatMap((name) => [...source(name).matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, one = '']) => one)),
  ),
].sort();
const settings = Object.keys(Settings.shape).sort() as SettingName[];
const isSetting = (name: string) => name in Settings.shape;
const rows = readTable(readme, 'Settings of the server');

test('README and environments/ have every variable that the server reads, and no other', () => {
  expect(firstColumn(readme, 'Settings of the server').toSorted()).toEqual(settings);
  expect(inFiles.filter((name) => isSetting(name))).toEqual(settings);
});

test('README has every variable of the proxies with its values, and no other', () => {
  const proxies = inFiles.filter((name) => !isSetting(name));
  const [dev, prod] = ['dev', 'prod'].map((name) => ({ ...common, ...parseEnv(source(name)) }));
  const written = readTable(readme, 'Settings of the proxies').map(([name, , ...values]) => [
    name,
    ...values,
  ]);
  expect(written.toSorted()).toEqual(
    proxies.map((name) => [name, dev?.[name] ?? '', prod?.[name] ?? '']).toSorted(),
  );
});

test.each(settings)(
  'README says of %s what it is, what holds without it, and what the server allows',
  (name) => {
    const [, meaning, without, allowed] = rows.find(([written]) => written === name) ?? [];
    const schema = Settings.shape[name];
    const fallback = schema.safeParse(undefined).data;
    const complaint = schema.safeParse('not allowed').error?.issues[0]?.message;

    expect(meaning).not.toBe('');
    if (fallback === undefined) expect(without).toMatch(/^[^`]+$/);
    else expect(without).toBe(String(fallback));
    if (complaint === undefined) expect(allowed).not.toBe('');
    else expect(allowed).toBe(complaint);
  },
);

test.each(Object.keys(common).filter((name) => isSetting(name)))(
  'common.env sets %s to what holds without it',
  (name) => {
    expect(common[name]).toBe(String(Settings.shape[name as SettingName].safeParse(undefined).data));
  },
);

test.each(FILES)('the server takes every value of %s.env', (name) => {
  expect(Settings.safeParse(parseEnv(source(name))).error).toBeUndefined();
});
