import { TestBed } from '@angular/core/testing';
import { NameText } from './name-text.ts';

describe('NameText', () => {
  async function render(name: string) {
    const fixture = TestBed.createComponent(NameText);
    fixture.componentRef.setInput('name', name);
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  }

  for (const name of ['Lee (@lee-2)', 'Lee (Sales) (@lee)', 'Lunch', 'Lunch (12:30)', ''])
    it(`shows all of "${name}"`, async () => expect((await render(name)).textContent).toBe(name));
});
