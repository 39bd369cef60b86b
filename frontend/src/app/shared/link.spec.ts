import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { Link } from './link.ts';

@Component({ imports: [Link], template: `<a parleyLink="/people">People</a>` })
class Page {}

@Component({ template: '' })
class People {}

async function click(init: MouseEventInit): Promise<{ readonly path: string; readonly prevented: boolean }> {
  TestBed.configureTestingModule({ providers: [provideRouter([{ path: 'people', component: People }])] });
  const fixture = TestBed.createComponent(Page);
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  const link = page.querySelector('a');
  expect(link?.getAttribute('href')).toBe('/people');
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...init });
  // What the browser itself would do then, jsdom cannot.
  document.addEventListener('click', (clicked) => clicked.preventDefault(), { once: true });
  let prevented = false;
  page.addEventListener('click', () => (prevented = event.defaultPrevented), { once: true });
  link?.dispatchEvent(event);
  await fixture.whenStable();
  return { path: TestBed.inject(Router).url, prevented };
}

it('leads to its page', async () => {
  expect(await click({})).toEqual({ path: '/people', prevented: true });
});

it.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }, { button: 1 }])(
  'leaves a click with %j to the browser',
  async (init) => {
    expect(await click(init)).toEqual({ path: '/', prevented: false });
  },
);
