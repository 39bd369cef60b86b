import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { textInAddress } from './text-in-address.ts';

@Component({ template: '{{ words.value() }}' })
class Page {
  readonly words = textInAddress('q');
}

describe('textInAddress', () => {
  async function at(address: string) {
    TestBed.configureTestingModule({ providers: [provideRouter([{ path: 'page', component: Page }])] });
    const harness = await RouterTestingHarness.create();
    const { words } = await harness.navigateByUrl(address, Page);
    await harness.fixture.whenStable();
    return { harness, router: TestBed.inject(Router), words };
  }

  it('is what the address says, also when that changes', async () => {
    const { harness, words } = await at('/page#q=b%C3%A9ds');
    expect(words.value()).toBe('béds');
    await harness.navigateByUrl('/page#q=trees');
    await harness.fixture.whenStable();
    expect(words.value()).toBe('trees');
    await harness.navigateByUrl('/page');
    await harness.fixture.whenStable();
    expect(words.value()).toBe('');
  });

  it('goes to no server, whatever it is made of, and comes back from the address', async () => {
    const text = 'a&b=c #1 + 50 % %C3 京都?';
    const { harness, router, words } = await at('/page');
    words.type(text);
    await vi.waitFor(() => expect(router.url).toMatch(/^\/page#q=a/));
    const { pathname, search } = new URL(router.url, 'https://parley.example');
    expect(pathname + search).toBe('/page');
    const address = router.url;
    await harness.navigateByUrl('/page');
    await harness.fixture.whenStable();
    expect(words.value()).toBe('');
    await harness.navigateByUrl(address);
    await harness.fixture.whenStable();
    expect(words.value()).toBe(text);
  });

  it('is put into the address once one pauses, beside what else is there', async () => {
    const { router, words } = await at('/page#link=1');
    words.type('be');
    words.type('beds');
    expect(router.url).toBe('/page#link=1');
    await vi.waitFor(() => expect(router.url).toBe('/page#link=1&q=beds'));
    words.type('');
    await vi.waitFor(() => expect(router.url).toBe('/page#link=1'));
  });

  it('does not take back what is typed while the address follows', async () => {
    const { harness, router, words } = await at('/page');
    words.type('bed');
    await vi.waitFor(() => expect(router.currentNavigation() ?? router.url).not.toBe('/page'));
    words.type('beds');
    await vi.waitFor(() => expect(router.url).toBe('/page#q=beds'));
    await harness.fixture.whenStable();
    expect(words.value()).toBe('beds');
  });

  it('is not taken back by what else changes in the address while one types', async () => {
    const { harness, router, words } = await at('/page#q=bed');
    words.type('');
    await harness.navigateByUrl('/page#q=bed&link=1');
    await harness.fixture.whenStable();
    expect(words.value()).toBe('');
    await vi.waitFor(() => expect(router.url).toBe('/page#link=1'));
  });

  it('can be chosen anew after it was typed over', async () => {
    const { harness, router, words } = await at('/page#q=general');
    words.type('gen');
    await vi.waitFor(() => expect(router.url).toBe('/page#q=gen'));
    await harness.navigateByUrl('/page#q=general');
    await harness.fixture.whenStable();
    expect(words.value()).toBe('general');
  });
});
