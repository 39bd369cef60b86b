import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { chromium as browsers } from '@playwright/test';
import { freePort } from '../../tools/test/free-port.ts';
import { chromium } from '../chromium.ts';
import { expect, test } from '../test.ts';
import { Figures, median } from './figures.ts';

/** Fetched when it is wanted: it weighs as much as a fifth of everything else that is installed. */
const LIGHTHOUSE = 'lighthouse@13.5.0';
const ROUNDS = 3;

/** Lighthouse's own profiles, and how many of its 100 points the login may lose in each. */
const PROFILES = [
  { name: 'on a desktop', options: ['--preset=desktop'], limit: 2 },
  { name: 'on a phone with a slow network', options: [], limit: 8 },
] as const;

/** What a profile's score is made of, in ms. */
const TIMES = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time'] as const;

interface Verdict {
  readonly lost: number;
  readonly times: string;
}

test('the login page, as Lighthouse judges it', async ({ server }) => {
  const port = await freePort();
  const browser = await browsers.launch({
    ...chromium,
    args: [...chromium.args, `--remote-debugging-port=${port}`],
  });
  const figures = new Figures();
  try {
    for (const { name, options, limit } of PROFILES) {
      const verdicts: Verdict[] = [];
      for (let round = 0; round < ROUNDS; round++)
        verdicts.push(await judge(`${server.origin}/login`, port, options));
      figures.add(
        `points of 100 that the login loses ${name}`,
        median(verdicts.map(({ lost }) => lost)),
        limit,
        '',
      );
      figures.note(`${name}: ${verdicts.map(({ lost, times }) => `${lost} lost, ${times}`).join('; ')}`);
    }
  } finally {
    await browser.close();
    figures.print();
  }
  expect(figures.missed()).toEqual([]);
});

/** What is read of a report. */
interface Report {
  readonly categories: { readonly performance: { readonly score: number | null } };
  readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>;
}

async function judge(url: string, port: number, options: readonly string[]): Promise<Verdict> {
  const asked = [url, `--port=${port}`, '--only-categories=performance', '--output=json', '--quiet'];
  const said = await promisify(execFile)('npx', ['--yes', LIGHTHOUSE, ...asked, ...options], {
    maxBuffer: 64 * 2 ** 20,
  });
  const { categories, audits } = JSON.parse(said.stdout) as Report;
  const { score } = categories.performance;
  if (score === null) throw new Error(`Lighthouse says nothing about ${url}.`);
  const times = TIMES.map((id) => `${id} ${Math.round(audits[id]?.numericValue ?? Number.NaN)} ms`);
  return { lost: Math.round((1 - score) * 100), times: times.join(', ') };
}
