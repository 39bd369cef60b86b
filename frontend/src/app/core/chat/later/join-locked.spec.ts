import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { TestBed } from '@angular/core/testing';
import { ParleyError } from '@parley/protocol';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { uid } from '../../../../../testing/sample-people.ts';
import { JoinLocked } from './join-locked.ts';

const ROOM = uid(50);

describe('JoinLocked', () => {
  async function render() {
    const close = vi.fn();
    const rendered = await renderInConversation(JoinLocked, {
      id: uid(9),
      providers: [
        { provide: DialogRef, useValue: { close } },
        { provide: DIALOG_DATA, useValue: { conversation: ROOM, name: 'Gardening', locked: true } },
      ],
    });
    const { client, element, fixture } = rendered;
    client.fakeRooms.passwords.set(ROOM, 'beds and bees');
    const field = element.querySelector('input') ?? expect.unreachable();
    const send = async (password: string) => {
      field.value = password;
      field.dispatchEvent(new Event('input'));
      element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
      await fixture.whenStable();
    };
    return { ...rendered, close, field, send };
  }

  it('says at the field that a password is wrong, and keeps what was typed', async () => {
    const { client, close, element, field, send } = await render();
    await send('beds and bees!');
    expect(element.querySelector('.error')?.textContent).toBe("That isn't the password of this room.");
    expect(field.value).toBe('beds and bees!');
    expect(close).not.toHaveBeenCalled();
    await send('beds and bees');
    expect(close).toHaveBeenCalledWith(true);
    expect(client.fakeRooms.joined).toEqual([ROOM]);
  });

  it('says what else keeps somebody out, and sends nothing without a password', async () => {
    const { client, close, element, field, send } = await render();
    await send('');
    expect(element.querySelector('.error')?.textContent).toBe('Enter the password of the room.');
    client.fakeRooms.refusal = new ParleyError('E_RATE_LIMITED', { retryAfterMs: 40_000 });
    await send('beds and bees');
    expect(element.querySelector('[role=alert]')?.textContent).toContain(
      'You can try again within a minute.',
    );
    expect(field.value).toBe('beds and bees');
    expect(close).not.toHaveBeenCalled();
    TestBed.resetTestingModule();
  });

  it('stays while joining is on its way, and is given up by Escape or a button before and after', async () => {
    const { client, close, element, field, fixture } = await render();
    const answer = Promise.withResolvers<undefined>();
    vi.spyOn(client.fakeRooms, 'join').mockReturnValueOnce(answer.promise);
    const escape = () => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    const cancel = element.querySelector<HTMLElement>('.outlined') ?? expect.unreachable();
    field.value = 'beds and bees';
    field.dispatchEvent(new Event('input'));
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await vi.waitFor(() => expect(cancel.getAttribute('aria-disabled')).toBe('true'));
    escape();
    cancel.click();
    expect(close).not.toHaveBeenCalled();
    answer.reject(new ParleyError('E_ROOM_PASSWORD'));
    await fixture.whenStable();
    escape();
    cancel.click();
    expect(close.mock.calls).toEqual([[false], [false]]);
  });
});
