import { TestBed } from '@angular/core/testing';
import { LIMITS, ParleyError } from '@parley/protocol';
import { ConversationName } from './conversation-name.ts';

async function render() {
  const rename = vi.fn(async (_name: string) => {});
  const fixture = TestBed.createComponent(ConversationName);
  for (const [name, value] of Object.entries({
    conversation: 'c',
    name: 'Kitchen',
    editable: true,
    problemOf: () => undefined,
    rename,
  }))
    fixture.componentRef.setInput(name, value);
  const element = document.body.appendChild(fixture.nativeElement as HTMLElement);
  onTestFinished(() => element.remove());
  await fixture.whenStable();
  const opener = () => element.querySelector<HTMLElement>('[aria-label="Rename group"]');
  opener()?.click();
  await fixture.whenStable();
  const field = element.querySelector('input') ?? expect.unreachable();
  const type = (name: string) => {
    field.value = name;
    field.dispatchEvent(new Event('input'));
  };
  const submit = async () => {
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
  };
  return { element, fixture, rename, opener, field, type, submit };
}

describe('ConversationName', () => {
  it('gives up a new name with Escape, goes nowhere and leads back to where it began', async () => {
    const { element, fixture, rename, opener, field, type } = await render();
    expect(field.required).toBe(true);
    expect(field.maxLength).toBe(LIMITS.groupNameMax);
    type('Dining room');

    const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    field.dispatchEvent(escape);
    await fixture.whenStable();
    expect(escape.defaultPrevented).toBe(true);
    expect(element.querySelector('input')).toBeNull();
    expect(element.textContent).toContain('Kitchen');
    expect(document.activeElement).toBe(opener());
    expect(rename).not.toHaveBeenCalled();
  });

  it('keeps a name that is refused in the field, with the reason, and takes the next one', async () => {
    const { element, rename, opener, field, type, submit } = await render();
    rename.mockRejectedValueOnce(new ParleyError('E_ROOM_NAME_TAKEN'));
    type('Dining room');
    await submit();
    expect(field.isConnected).toBe(true);
    expect(field.value).toBe('Dining room');
    expect(element.querySelector('.error')?.textContent).toBe('Another room has this name.');

    type('Dining room 2 ');
    await submit();
    expect(rename.mock.calls).toEqual([['Dining room'], ['Dining room 2']]);
    expect(element.querySelector('input')).toBeNull();
    expect(document.activeElement).toBe(opener());
  });

  it('asks for nothing where the name stayed as it was', async () => {
    const { element, rename, submit } = await render();
    await submit();
    expect(rename).not.toHaveBeenCalled();
    expect(element.querySelector('input')).toBeNull();
  });
});
