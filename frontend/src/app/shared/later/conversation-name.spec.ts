import { TestBed } from '@angular/core/testing';
import { LIMITS } from '@parley/protocol';
import { ConversationName } from './conversation-name.ts';

describe('ConversationName', () => {
  it('gives up a new name with Escape, goes nowhere and leads back to where it began', async () => {
    const fixture = TestBed.createComponent(ConversationName);
    for (const [name, value] of Object.entries({
      conversation: 'c',
      name: 'Kitchen',
      editable: true,
      problemOf: () => undefined,
    }))
      fixture.componentRef.setInput(name, value);
    const renamed = vi.fn();
    fixture.componentInstance.renamed.subscribe(renamed);
    const element = document.body.appendChild(fixture.nativeElement as HTMLElement);
    await fixture.whenStable();
    const opener = () => element.querySelector<HTMLElement>('[aria-label="Rename group"]');
    opener()?.click();
    await fixture.whenStable();
    const field = element.querySelector('input') ?? expect.unreachable();
    expect(field.required).toBe(true);
    expect(field.maxLength).toBe(LIMITS.groupNameMax);
    field.value = 'Dining room';
    field.dispatchEvent(new Event('input'));

    const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    field.dispatchEvent(escape);
    await fixture.whenStable();
    expect(escape.defaultPrevented).toBe(true);
    expect(element.querySelector('input')).toBeNull();
    expect(element.textContent).toContain('Kitchen');
    expect(document.activeElement).toBe(opener());
    expect(renamed).not.toHaveBeenCalled();
    element.remove();
  });
});
