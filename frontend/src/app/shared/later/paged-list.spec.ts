import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Problem } from '../forms/problem.ts';
import { PagedList } from './paged-list.ts';

@Component({
  imports: [PagedList],
  template: '<parley-paged-list [list]="list" more="Show more boats"><p>boats</p></parley-paged-list>',
})
class Boats {
  readonly list = {
    items: signal<readonly string[] | undefined>(undefined),
    hasMore: signal(true),
    isLoadingMore: signal(false),
    problem: signal<Problem | undefined>(undefined),
    retry: vi.fn(async () => undefined),
    showMore: vi.fn(async () => undefined),
  };
}

describe('PagedList', () => {
  function render() {
    const fixture = TestBed.createComponent(Boats);
    const element = fixture.nativeElement as HTMLElement;
    fixture.detectChanges();
    const buttons = () => [...element.querySelectorAll('button')];
    const shows = () => {
      fixture.detectChanges();
      return [
        element.querySelector('p')?.textContent,
        ...buttons().map(({ textContent }) => textContent.trim()),
      ];
    };
    return { element, buttons, shows, list: fixture.componentInstance.list };
  }

  it('shows that the first page is loading, and then the list with the way to more', () => {
    const { element, shows, list } = render();
    expect(element.querySelector('parley-list-skeleton')).not.toBeNull();
    list.items.set(['Ada']);
    expect(shows()).toEqual(['boats', 'Show more boats']);
    expect(element.querySelector('parley-list-skeleton')).toBeNull();
    list.isLoadingMore.set(true);
    expect(shows()).toEqual(['boats', 'Loading …']);
    list.hasMore.set(false);
    expect(shows()).toEqual(['boats']);
  });

  it('offers to try again what failed, also behind the first page, which stays', () => {
    const { buttons, shows, list } = render();
    list.items.set(['Ada']);
    list.problem.set({ text: 'No answer.' });
    expect(shows()).toEqual(['No answer.', 'Try again', 'Show more boats']);
    buttons()[0]?.click();
    expect(list.retry).toHaveBeenCalledOnce();
  });
});
