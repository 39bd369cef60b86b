import { TestBed } from '@angular/core/testing';
import { Nothing } from '../nothing.ts';

describe('commandKey', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is called what stands on the keyboard', async () => {
    for (const [system, key] of [
      ['Macintosh; Intel Mac OS X 10_15_7', '⌘K'],
      ['X11; Linux x86_64', 'CtrlK'],
    ] as const) {
      vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(`Mozilla/5.0 (${system})`);
      const fixture = TestBed.createComponent(Nothing);
      await fixture.whenStable();
      expect((fixture.nativeElement as HTMLElement).textContent).toContain(`press ${key}`);
    }
  });
});
