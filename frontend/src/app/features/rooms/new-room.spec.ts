import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { ParleyError } from '@parley/protocol';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { NewRoom } from './new-room.ts';
import { roomLink } from './passwords/room-link.ts';
import { roomNameProblem } from './room-name-problem.ts';

describe('NewRoom', () => {
  async function render() {
    const rendered = await renderInConversation(NewRoom, { id: uid(9) });
    const { element, fixture } = rendered;
    const go = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    const field = element.querySelector('input') ?? expect.unreachable();
    const send = async (name: string) => {
      field.value = name;
      field.dispatchEvent(new Event('input'));
      element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
      await fixture.whenStable();
    };
    const atField = () => element.querySelector('.error')?.textContent;
    return { ...rendered, go, send, atField, field };
  }

  it('creates a room under the name without spaces around it, and opens it', async () => {
    const { client, go, send } = await render();
    await send(' Gardening ');
    expect(client.fakeRooms.created).toEqual(['Gardening']);
    expect(go).toHaveBeenCalledWith(['/c', uid(1)]);
  });

  it('creates a room with a password, and shows the link that brings it along before it is opened', async () => {
    const { client, element, fixture, go, send } = await render();
    const [, password] = element.querySelectorAll('input');
    const type = async (text: string) => {
      const field = password ?? expect.unreachable();
      field.value = text;
      field.dispatchEvent(new Event('input'));
      await send('Gardening');
    };
    await type('short');
    expect(client.fakeRooms.created).toEqual([]);
    expect(element.querySelector('.error')?.textContent).toContain('At least 8 characters');
    await type('beds and bees');
    await fixture.whenStable();
    expect(client.fakeRooms.passwords.get(uid(1))).toBe('beds and bees');
    expect(element.querySelector('code')?.textContent).toBe(roomLink(uid(1), 'beds and bees'));
    expect(element.querySelector('a.primary')?.getAttribute('href')).toBe(`/c/${uid(1)}`);
    expect(go).not.toHaveBeenCalled();
  });

  it('takes nobody into the room who went elsewhere meanwhile', async () => {
    const { client, element, field, fixture, go } = await render();
    const answer = Promise.withResolvers<string>();
    const create = vi.spyOn(client.fakeRooms, 'create').mockReturnValueOnce(answer.promise);
    field.value = 'Gardening';
    field.dispatchEvent(new Event('input'));
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await vi.waitFor(() => expect(create).toHaveBeenCalled());
    fixture.destroy();
    answer.resolve(uid(1));
    await new Promise((resolve) => setTimeout(resolve));
    expect(go).not.toHaveBeenCalled();
  });

  it('says at the field that a name is taken, until another one is typed', async () => {
    const { client, send, atField, field, go } = await render();
    client.fakeRooms.refusal = new ParleyError('E_ROOM_NAME_TAKEN');
    await send('Gardening');
    expect(atField()).toContain('name');
    expect(field.value).toBe('Gardening');
    await send('Gardening 2');
    expect(atField()).toBeUndefined();
    expect(go).toHaveBeenCalledTimes(1);
  });

  it('says that only administrators create rooms where that is so', async () => {
    const { client, element, send } = await render();
    client.fakeRooms.refusal = new ParleyError('E_FORBIDDEN');
    await send('Gardening');
    expect(element.querySelector('[role=alert]')?.textContent).toContain('only administrators create rooms');
  });

  it.each([
    ['', 'Name the room.'],
    ['x', 'At least 2 characters.'],
    ['x'.repeat(51), 'At most 50 characters.'],
    ['#ops', 'Use only letters, digits, spaces, - and _, and at least one letter or digit.'],
    ['--', 'Use only letters, digits, spaces, - and _, and at least one letter or digit.'],
    ['Café au lait', undefined],
    ['園芸_2', undefined],
  ])('says of the name “%s”: %s', (name, problem) => {
    expect(roomNameProblem(name)).toBe(problem);
  });
});
