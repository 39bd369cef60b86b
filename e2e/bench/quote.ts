import type { Entry } from '@parley/protocol';
import { expect } from '../test.ts';
import type { Messenger } from '../people/messenger.ts';
import type { Person } from '../people/person.ts';
import type { Figures } from './figures.ts';
import { textOf } from './long-log.ts';

/** Follows a quote in the newest message to one of the first. */
export async function measureQuote(
  { account, conversation }: Person,
  alice: Messenger,
  log: readonly Entry[],
  figures: Figures,
): Promise<void> {
  const origin = log[50];
  if (origin === undefined) throw new Error('The log is too short.');
  await alice.answer(account.user, origin.seq, 'What I said then');
  const quote = conversation.message('What I said then').getByRole('button', { name: /In reply to/ });
  await expect(quote).toBeInViewport();
  const time = await quote.evaluate(leadTime, textOf(origin));
  await expect(conversation.message(textOf(origin).split('\n')[0] ?? '')).toBeInViewport();
  figures.add('from a quote to its origin among the first messages', time, 300, 'ms');
}

/** Runs in the page: ms from the click to the frame that shows the message. */
async function leadTime(quote: Element, text: string): Promise<number> {
  const [firstLine = ''] = text.split('\n');
  const shown = () =>
    [...document.querySelectorAll('[role=log] article')].some((one) => one.textContent.includes(firstLine));
  const started = performance.now();
  if (quote instanceof HTMLElement) quote.click();
  while (!shown() && performance.now() - started < 120_000)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  await new Promise((resolve) => requestAnimationFrame(resolve));
  return performance.now() - started;
}
