import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { TestBed } from '@angular/core/testing';
import { DeleteRoom, type RoomToDelete } from './delete-room.ts';

async function render(room: RoomToDelete) {
  const close = vi.fn();
  TestBed.configureTestingModule({
    providers: [
      { provide: DialogRef, useValue: { close } },
      { provide: DIALOG_DATA, useValue: room },
    ],
  });
  const fixture = TestBed.createComponent(DeleteRoom);
  const element = fixture.nativeElement as HTMLElement;
  await fixture.whenStable();
  const field = element.querySelector('input') ?? expect.unreachable();
  const type = async (name: string) => {
    field.value = name;
    field.dispatchEvent(new Event('input'));
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
  };
  return { close, element, type };
}

describe('DeleteRoom', () => {
  it('is sure only when the very name was typed', async () => {
    const { close, element, type } = await render({ name: 'Gardening' });
    for (const wrong of ['', 'Garden', 'gardening']) {
      await type(wrong);
      expect(close).not.toHaveBeenCalled();
      expect(element.querySelector('.error')?.textContent).toBe('This is not the name of the room.');
    }
    await type('Gardening ');
    expect(close).toHaveBeenCalledWith(true);
  });

  it.each([
    ['Café  au lait', 'Cafe\u0301 au lait'],
    ['Cafe\u0301 au lait', 'Café au  lait'],
  ])('takes for %j what looks the same: %j', async (name, typed) => {
    const { close, type } = await render({ name });
    await type('Cafe au lait');
    expect(close).not.toHaveBeenCalled();
    await type(typed);
    expect(close).toHaveBeenCalledWith(true);
  });

  it('says why it is offered where it was not asked for', async () => {
    const { element } = await render({ name: 'Gardening', why: 'Nobody else is in.' });
    expect(element.textContent).toContain('Nobody else is in.');
  });
});
