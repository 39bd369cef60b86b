import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HTTP_PREFIXES } from '@parley/protocol';
import { describe, expect, test } from 'vitest';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const proxies = [
  'nginx/front-dev.conf.template',
  'nginx/front-prod.conf.template',
  'nginx/cluster.conf.template',
  'nginx/snippets/back.conf',
];

/** The patterns of locations that nginx matches by an expression. */
const patternsIn = (conf: string) =>
  [...conf.matchAll(/location ~ (\^\S+) \{/g)].map(([, pattern = '']) => new RegExp(pattern));

describe.each(HTTP_PREFIXES)('what stands behind %s', (prefix) => {
  test.each(proxies)('is passed on by %s', (file) => {
    const patterns = patternsIn(read(file));
    expect(patterns.some((pattern) => pattern.test(`${prefix}/`))).toBe(true);
    expect(patterns.some((pattern) => pattern.test(`${prefix}s-and-more`))).toBe(false);
  });

  test('is passed on while one develops', () => {
    expect(Object.keys(JSON.parse(read('proxy.conf.json')) as object)).toContain(prefix);
  });

  test('is no page to the service worker', () => {
    const { navigationUrls } = JSON.parse(read('frontend/ngsw-config.json')) as {
      readonly navigationUrls: readonly string[];
    };
    expect(navigationUrls.some((url) => url === `!${prefix}/**` || url === `!${prefix}`)).toBe(true);
  });
});
