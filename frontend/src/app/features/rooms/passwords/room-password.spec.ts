import { TestBed } from '@angular/core/testing';
import { GENERAL, ParleyError, type Uuid } from '@parley/protocol';
import { detailsOf } from '../../../../../testing/fake-conversation.ts';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { uid } from '../../../../../testing/sample-people.ts';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { roomLink } from './room-link.ts';
import { RoomPassword } from './room-password.ts';

const ROOM = uid(50);

async function render({ room = ROOM, editable = true }: { room?: Uuid; editable?: boolean } = {}) {
  const rendered = await renderInConversation(RoomPassword, { id: room, inputs: { room, editable } });
  const { client, conversation, element, fixture } = rendered;
  const become = async (lock?: Uuid) => {
    const { state, marks } = detailsOf(room, 'Gardening', new Map(), 3);
    conversation.details.set({ state: lock === undefined ? state : { ...state, lock }, marks });
    await fixture.whenStable();
  };
  await become();
  const button = (label: string) =>
    [...element.querySelectorAll('button')].find((one) => one.textContent.trim() === label);
  const set = async (password: string) => {
    const field = element.querySelector('input') ?? expect.unreachable();
    field.value = password;
    field.dispatchEvent(new Event('input'));
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
    return field;
  };
  return { ...rendered, rooms: client.fakeRooms, become, button, set };
}

describe('RoomPassword', () => {
  it('sets a password, and shows once the link that brings it along', async () => {
    const { element, fixture, rooms, become, button, set } = await render();
    button('Set a password')?.click();
    await fixture.whenStable();
    await set('short');
    expect(element.querySelector('.error')?.textContent).toContain('At least 8 characters');
    await set('beds and bees');
    expect(rooms.passwords.get(ROOM)).toBe('beds and bees');
    await become(uid(1));
    expect(element.querySelector('code')?.textContent).toBe(roomLink(ROOM, 'beds and bees'));
    expect(element.querySelector('p[role=status]')?.textContent).toContain("won't see it again");
    expect(document.activeElement).toBe(button('Change password'));
  });

  it('shows the link no longer than its password is the one of the room', async () => {
    const { element, fixture, become, button, set } = await render();
    button('Set a password')?.click();
    await fixture.whenStable();
    await set('beds and bees');
    await become(uid(1));
    expect(element.querySelector('code')).not.toBeNull();
    await become(uid(2));
    expect(element.querySelector('code')).toBeNull();
  });

  it('keeps what was typed where the server refuses it, and says why', async () => {
    const { element, fixture, rooms, button, set } = await render();
    button('Set a password')?.click();
    await fixture.whenStable();
    rooms.refusal = new ParleyError('E_STORE_BUSY');
    const field = await set('beds and bees');
    expect(element.querySelector('[role=alert]')).not.toBeNull();
    expect(field.value).toBe('beds and bees');
    expect(field.isConnected).toBe(true);
  });

  it('removes a password only when that was confirmed', async () => {
    const { rooms, become, button } = await render();
    rooms.passwords.set(ROOM, 'beds and bees');
    await become(uid(1));
    const ask = vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(false);
    button('Remove password')?.click();
    await vi.waitFor(() => expect(ask).toHaveBeenCalled());
    expect(rooms.passwords.get(ROOM)).toBe('beds and bees');
    ask.mockResolvedValue(true);
    button('Remove password')?.click();
    await vi.waitFor(() => expect(rooms.passwords.get(ROOM)).toBeUndefined());
  });

  it('tells plain members that joining takes a password, and of an open room nothing', async () => {
    const { element, become } = await render({ editable: false });
    expect(element.textContent.trim()).toBe('');
    await become(uid(1));
    expect(element.textContent).toContain('Joining takes a password.');
    expect(element.querySelector('button')).toBeNull();
  });

  it('offers none for the room that everyone joins', async () => {
    const { element } = await render({ room: GENERAL });
    expect(element.textContent.trim()).toBe('');
  });
});
