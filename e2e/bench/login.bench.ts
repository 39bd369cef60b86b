import { chromium as browsers } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { freePort } from '../../tools/test/free-port.ts';
import { chromium } from '../chromium.ts';
import { expect, test } from '../test.ts';
import { Figures, median } from './figures.ts';

const ROUNDS = 3;

/** Lighthouse's own profiles, and how many of its 100 points the login may lose in each. */
const PROFILES = [
  { name: 'on a desktop', config: desktopConfig, limit: 2 },
  { name: 'on a phone with a slow network', config: undefined, limit: 8 },
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
    for (const { name, config, limit } of PROFILES) {
      const verdicts: Verdict[] = [];
      for (let round = 0; round < ROUNDS; round++)
        verdicts.push(await judge(`${server.origin}/login`, port, config));
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

async function judge(url: string, port: number, config?: typeof desktopConfig): Promise<Verdict> {
  const result = await lighthouse(url, { port, onlyCategories: ['performance'] }, config);
  const report = result?.lhr;
  const score = report?.categories.performance?.score;
  if (report === undefined || typeof score !== 'number')
    throw new Error(`Lighthouse says nothing about ${url}.`);
  const times = TIMES.map((id) => `${id} ${Math.round(report.audits[id]?.numericValue ?? Number.NaN)} ms`);
  return { lost: Math.round((1 - score) * 100), times: times.join(', ') };
}
