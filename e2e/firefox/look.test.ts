import { launchFirefox } from './launch-firefox.ts';
import { test as base, expect } from './test.ts';

const test = base.override('firefox', async ({}, { onCleanup }) => {
  const firefox = await launchFirefox({ 'ui.systemUsesDarkTheme': 1 });
  onCleanup(() => firefox.close());
  return firefox.browser;
});

test('a system that is dark gets dark pages, with text that is light', async ({ newVisitor }) => {
  const satya = await newVisitor();
  await satya.goTo('/login');
  await satya.page.waitForSelector('form');
  const [page, text] = await satya.page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body);
    return [backgroundColor, color];
  });
  expect(lightness(page)).toBeLessThan(60);
  expect(lightness(text)).toBeGreaterThan(180);
});

/** Of `rgb(r, g, b)`, from 0 to 255. */
function lightness(color = ''): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number);
  return (red + green + blue) / 3;
}
