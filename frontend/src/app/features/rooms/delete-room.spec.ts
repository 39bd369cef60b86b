import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { TestBed } from '@angular/core/testing';
import { DeleteRoom } from './delete-room.ts';

describe('DeleteRoom', () => {
  it('is sure only when the very name was typed', async () => {
    const close = vi.fn();
    TestBed.configureTestingModule({
      providers: [
        { provide: DialogRef, useValue: { close } },
        { provide: DIALOG_DATA, useValue: 'Gardening' },
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
    for (const wrong of ['', 'Garden', 'gardening']) {
      await type(wrong);
      expect(close).not.toHaveBeenCalled();
      expect(element.querySelector('.error')?.textContent).toBe('This is not the name of the room.');
    }
    await type('Gardening ');
    expect(close).toHaveBeenCalledWith(true);
  });
});
