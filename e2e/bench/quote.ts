import { expect } from '../test.ts';
import type { Messenger } from '../people/messenger.ts';
import type { Person } from '../people/person.ts';
import type { Figures } from './figures.ts';
import type { Logged } from './long-log.ts';

/** Follows a quote in the newest message to one of the first. */
export async function measureQuote(
  { account, conversation }: Person,
  alice: Messenger,
  log: readonly Logged[],
  figures: Figures,
): Promise<void> {
  const origin = log[50];
  if (origin?.text === undefined) throw new Error('The log is too short.');
  await alice.answer(account.user, origin.entry.seq, 'What I said then');
  const quote = conversation.message('What I said then').getByRole('button', { name: /In reply to/ });
  await expect(quote).toBeInViewport();
  const time = await quote.evaluate(leadTime, origin.text);
  await expect(conversation.message(origin.text.split('\n')[0] ?? '')).toBeInViewport();
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
