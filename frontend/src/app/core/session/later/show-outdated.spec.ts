import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { FakeSessionClient } from '../../../../../testing/fake-session-client.ts';
import { AppUpdate } from '../../parts/later/app-update.ts';
import { showOutdated } from './show-outdated.ts';

@Component({ template: 'the chat' })
class Page {}

describe('showOutdated', () => {
  it('asks for a reload and nothing else, at the same address', async () => {
    const reload = vi.fn();
    const session = new FakeSessionClient();
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: '**', component: Page }]),
        { provide: AppUpdate, useValue: { reload } },
      ],
    });
    const router = TestBed.inject(Router);
    const harness = await RouterTestingHarness.create('/c/1');
    const element = harness.fixture.nativeElement as HTMLElement;
    showOutdated(session, router);
    await harness.fixture.whenStable();
    expect(element.textContent).toContain('the chat');

    session.outdated();
    await vi.waitFor(() => expect(element.querySelector('h1')?.textContent).toBe('Reload to continue'));
    expect(element.textContent).not.toContain('the chat');
    expect(element.textContent).toContain('unsent messages go out after you reload');
    element.querySelector('button')?.click();
    expect(reload).toHaveBeenCalledOnce();
  });
});
