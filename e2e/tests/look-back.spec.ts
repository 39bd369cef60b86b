import type { Page } from '@playwright/test';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { RoomsPage } from '../pages/rooms-page.ts';
import type { Messenger } from '../people/messenger.ts';
import type { Person } from '../people/person.ts';
import { expect, test } from '../test.ts';

const NARROW = { viewport: { width: 390, height: 844 } };
const WIDE = { viewport: { width: 1440, height: 900 } };

/** More than the window and what it is moved by for a place that is near. */
const COUNT = 760;
const beds = Array.from({ length: COUNT }, (_, index) => `bed number ${index + 1}.`);
const FAR = 60;

interface LongRoom {
  readonly room: string;
  readonly host: Messenger;
  /** The `seq` of the n-th bed. */
  readonly seqOf: (number: number) => number;
}

/** A room with more than a browser keeps, which somebody has joined. */
async function longRoom(host: Messenger, { page, conversation }: Person): Promise<LongRoom> {
  const room = await host.createRoom('Gardening');
  await host.writeOpenly(room, ...beds);
  const messages = (await host.log(room)).filter(({ body }) => body.kind === 'message');
  const seqOf = (number: number) => messages[number - 1]?.seq ?? 0;
  await page.goto('/rooms');
  await new RoomsPage(page).join('Gardening');
  await expect(conversation.message(`bed number ${COUNT}.`)).toBeInViewport();
  await expect.poll(() => host.indexed(room)).toBeGreaterThanOrEqual(seqOf(COUNT));
  return { room, host, seqOf };
}

for (const { width, options } of [
  { width: 390, options: NARROW },
  { width: 1440, options: WIDE },
])
  test(`a link leads far back without what lies between, and keeps its place over a reload (${width} px)`, async ({
    newMessenger,
    newPerson,
  }) => {
    const satya = await newPerson('Satya', options);
    const { page, conversation } = satya;
    const { room, host, seqOf } = await longRoom(await newMessenger('Alice'), satya);
    const link = `/c/${room}/m/${seqOf(FAR)}`;
    const received = countEntries(page);
    await page.goto(link);
    const bed = conversation.message(`bed number ${FAR}.`);
    await expect(bed).toBeInViewport();
    await page.reload();
    await expect(bed).toBeInViewport();
    expect(page.url()).toMatch(link);
    expect(received.size).toBeLessThan(COUNT / 2);

    await host.writeOpenly(room, 'Fresh soil');
    const jump = page.getByRole('button', { name: '1 new message' });
    await expect(jump).toBeVisible();
    await expect(bed).toBeInViewport();
    await jump.click();
    await expect(conversation.message('Fresh soil')).toBeInViewport();
    await expect(page).toHaveURL(`/c/${room}`);
    expect(received.size).toBeLessThan(COUNT / 2);
  });

test('one scrolls on from a place far back, both ways, into the newest messages', async ({
  newMessenger,
  newPerson,
}) => {
  const satya = await newPerson('Satya', WIDE);
  const { page, conversation } = satya;
  const { room, seqOf } = await longRoom(await newMessenger('Alice'), satya);
  await page.goto(`/c/${room}/m/${seqOf(FAR)}`);
  await expect(conversation.message(`bed number ${FAR}.`)).toBeInViewport();
  await scrollTo(satya, -4_000, 'bed number 1.');
  await scrollTo(satya, 8_000, `bed number ${COUNT}.`);
  expect(inARow(await conversation.texts())).toBe(true);
  await conversation.sayOpenly('Dug');
  await expect(conversation.message('Dug')).toBeInViewport();
});

test('a message that was deleted is shown as that; of one that never was there, the page says so', async ({
  newMessenger,
  newPerson,
}) => {
  const satya = await newPerson('Satya', WIDE);
  const { page, conversation } = satya;
  const { room, host, seqOf } = await longRoom(await newMessenger('Alice'), satya);
  await host.deleteOpenly(room, seqOf(FAR));
  await page.goto(`/c/${room}/m/${seqOf(FAR)}`);
  await expect(conversation.message('Message deleted')).toBeInViewport();
  await expect(conversation.message(`bed number ${FAR + 1}.`)).toBeInViewport();

  for (const nowhere of ['99999', '1', 'x']) {
    await page.goto(`/c/${room}/m/${nowhere}`);
    await expect(page).toHaveURL(`/c/${room}`);
    await expect(conversation.message(`bed number ${COUNT}.`)).toBeInViewport();
  }
  await page.goto(`/c/${room}/m/99999`);
  await expect(page.getByText("That message isn't in this conversation.")).toBeVisible();
});

test('a pin and a quote lead far back; what one looks at holds at every width, light and dark', async ({
  newMessenger,
  newPerson,
}) => {
  test.setTimeout(120_000);
  const satya = await newPerson('Satya', WIDE);
  const { page, conversation } = satya;
  const { room, host, seqOf } = await longRoom(await newMessenger('Alice'), satya);
  await host.pinOpenly(room, seqOf(FAR));
  await page.getByRole('button', { name: /^Pinned message/ }).click();
  const bed = conversation.message(`bed number ${FAR}.`);
  await expect(bed).toBeInViewport();
  await checkEverywhere(page);
});

test('a server that restarts meanwhile ends nothing: one scrolls on from where one was', async ({
  newMessenger,
  newPerson,
  server,
}) => {
  const satya = await newPerson('Satya', WIDE);
  const { page, conversation } = satya;
  const { room, host, seqOf } = await longRoom(await newMessenger('Alice'), satya);
  await page.goto(`/c/${room}/m/${seqOf(FAR)}`);
  const bed = conversation.message(`bed number ${FAR}.`);
  await expect(bed).toBeInViewport();

  await server.kill();
  await expect(page.getByText("You're offline.")).toBeVisible();
  await expect(bed).toBeInViewport();
  // What is here ends before the page that cannot be fetched now.
  await scrollPast(satya, FAR + 50);
  expect(Math.max(...bedsIn(await conversation.texts()))).toBe(FAR + 50);
  await server.launch();
  await expect(page.getByText("You're offline.")).toBeHidden();
  await host.writeOpenly(room, 'Fresh soil');
  await scrollPast(satya, FAR + 120);
  await scrollTo(satya, 8_000, 'Fresh soil');
});

/** With the wheel, until a message is there. */
async function scrollTo({ page, conversation }: Person, pixels: number, text: string): Promise<void> {
  await expect(async () => {
    await conversation.log.hover();
    await page.mouse.wheel(0, pixels);
    await expect(conversation.message(text)).toBeVisible({ timeout: 100 });
  }).toPass();
}

/** With the wheel, until a bed or a later one is there: of those in between, not all need ever be in the document. */
async function scrollPast({ page, conversation }: Person, number: number): Promise<void> {
  await expect(async () => {
    await conversation.log.hover();
    await page.mouse.wheel(0, 1_500);
    expect(Math.max(...bedsIn(await conversation.texts()))).toBeGreaterThanOrEqual(number);
  }).toPass();
}

/** Whether no bed is left out. */
function inARow(texts: readonly string[]): boolean {
  const numbers = bedsIn(texts);
  return numbers.length > 1 && numbers.every((number, at) => number === (numbers[0] ?? 0) + at);
}

function bedsIn(texts: readonly string[]): readonly number[] {
  return texts.flatMap((text) => /^bed number (\d+)\.$/.exec(text)?.[1] ?? []).map(Number);
}

/** Numbers of the entries that came over the page's sockets. */
function countEntries(page: Page): Set<string> {
  const seen = new Set<string>();
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      for (const [, seq = ''] of String(payload).matchAll(/"seq":(\d+)/g)) seen.add(seq);
    });
  });
  return seen;
}
