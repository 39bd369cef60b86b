import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { GENERAL, type ListedRoom, ParleyError } from '@parley/protocol';
import { ada } from '../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../testing/sample-chat.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { RoomSearch } from '../../core/chat/later/room-search.ts';
import { Dialogs } from '../../core/overlays/dialogs.ts';
import { Rooms } from './rooms.ts';

const listed = (number: number, changes: Partial<ListedRoom> = {}): ListedRoom => ({
  ...{ conversation: uid(number), name: `Room ${number}`, memberCount: number, locked: false, joined: false },
  ...changes,
});

async function render(rooms: readonly ListedRoom[], q?: string) {
  const [row] = sampleChat(0).rows;
  const left = { ...(row ?? expect.unreachable()), id: uid(2), isRoom: true, role: null };
  const address = q === undefined ? '/rooms' : `/rooms#q=${q}`;
  vi.spyOn(Router.prototype, 'url', 'get').mockReturnValue(address);
  const rendered = await renderInConversation(Rooms, { id: uid(9), content: { rows: [left] } });
  const { client, element, fixture } = rendered;
  client.fakeRooms.listed = rooms;
  client.fakeRooms.page = 3;
  const go = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
  const names = () => [...element.querySelectorAll('.name .ellipsis')].map(({ textContent }) => textContent);
  const button = (label: string) =>
    element.querySelector<HTMLElement>(`[aria-label="${label}"]`) ?? expect.unreachable(label);
  // The first page was asked for before there were any.
  fixture.debugElement.injector.get(RoomSearch).reload();
  const found = rooms.filter(({ name }) => q === undefined || name.includes(q)).slice(0, 3);
  await vi.waitFor(() => expect(names()).toEqual(found.map(({ name }) => name)));
  await fixture.whenStable();
  return { ...rendered, go, names, button };
}

describe('Rooms', () => {
  afterEach(() => vi.restoreAllMocks());

  it('shows what a room is, whether it is locked, and a way in or back', async () => {
    const { element, button } = await render([
      listed(1, { topic: 'Beds and bees', locked: true }),
      listed(2, { joined: true }),
      listed(3, { joined: true, memberCount: 10_000 }),
    ]);
    const [first, , third] = element.querySelectorAll('li');
    expect(first?.textContent).toContain('Beds and bees');
    expect(first?.textContent).toContain(', locked');
    expect(first?.textContent).toContain('1 member');
    expect(third?.textContent).toMatch(/10\D?000 members/);
    expect(button('Open Room 3').getAttribute('href')).toBe(`/c/${uid(3)}`);
    // They have left it since the directory was made.
    expect(button('Join Room 2').textContent).toContain('Join');
  });

  it('asks for the password of a locked room, and opens nothing where the user gives up', async () => {
    const { client, fixture, go, button } = await render([listed(1, { locked: true }), listed(2)]);
    const ask = vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(undefined);
    button('Join Room 1').click();
    await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
    await fixture.whenStable();
    expect(go).not.toHaveBeenCalled();
    ask.mockResolvedValue(true);
    button('Join Room 1').click();
    await vi.waitFor(() => expect(go).toHaveBeenCalledWith(['/c', uid(1)]));
    // It was locked since the directory was read.
    client.fakeRooms.passwords.set(uid(2), 'beds and bees');
    button('Join Room 2').click();
    await vi.waitFor(() => expect(go).toHaveBeenCalledWith(['/c', uid(2)]));
    expect(client.fakeRooms.joined).toEqual([]);
  });

  it('joins by a click and opens the room; a refusal is said and nothing is opened', async () => {
    const { client, element, fixture, go, button } = await render([listed(1)]);
    client.fakeRooms.refusal = new ParleyError('E_ROOM_FULL');
    button('Join Room 1').click();
    await vi.waitFor(() => expect(element.querySelector('[role=alert]')).not.toBeNull());
    expect(element.querySelector('[role=alert]')?.textContent).toContain('full');
    expect(go).not.toHaveBeenCalled();

    await vi.waitFor(() => expect(button('Join Room 1').getAttribute('aria-disabled')).toBe('false'));
    button('Join Room 1').click();
    await fixture.whenStable();
    expect(client.fakeRooms.joined).toEqual([uid(1)]);
    expect(go).toHaveBeenCalledWith(['/c', uid(1)]);
  });

  it('lets nobody be taken into a room who went elsewhere while joining', async () => {
    const { client, fixture, go, button } = await render([listed(1)]);
    const answer = Promise.withResolvers<undefined>();
    vi.spyOn(client.fakeRooms, 'join').mockReturnValueOnce(answer.promise);
    button('Join Room 1').click();
    fixture.destroy();
    answer.resolve(undefined);
    await new Promise((resolve) => setTimeout(resolve));
    expect(go).not.toHaveBeenCalled();
  });

  it('asks for a password in a dialog that no stray key or click closes', async () => {
    const { button } = await render([listed(1, { locked: true })]);
    const ask = vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(undefined);
    button('Join Room 1').click();
    await vi.waitFor(() => expect(ask).toHaveBeenCalled());
    expect(ask.mock.calls[0]?.[2]).toMatchObject({ keepsOpen: true });
  });

  it('shows a page after the other, and each room once although they moved meanwhile', async () => {
    const rooms = [1, 2, 3, 4, 5].map((number) => listed(number));
    const { client, element, names } = await render(rooms);
    expect(names()).toHaveLength(3);
    client.fakeRooms.listed = [listed(6), ...rooms];
    const more = () =>
      [...element.querySelectorAll('button')].find(({ textContent }) =>
        textContent.includes('Show more rooms'),
      );
    more()?.click();
    await vi.waitFor(() => expect(names()).toHaveLength(5));
    expect(names()).toEqual(['Room 1', 'Room 2', 'Room 3', 'Room 4', 'Room 5']);
    expect(more()).toBeUndefined();
  });

  it('offers an administrator the room that everyone joins, and nobody else', async () => {
    const { client, element, fixture, go } = await render([listed(1)]);
    client.fakeRooms.offersGeneral = true;
    const button = () =>
      [...element.querySelectorAll('button')].find(({ textContent }) => textContent.includes('general'));
    expect(button()).toBeUndefined();
    client.me.set({ ...ada, admin: true });
    await vi.waitFor(() => expect(button()).toBeDefined());
    button()?.click();
    await fixture.whenStable();
    expect(go).toHaveBeenCalledWith(['/c', GENERAL]);
  });

  it('begins with what was looked for elsewhere, and says that nothing is found', async () => {
    const { element } = await render([listed(1)], 'drawer');
    expect(element.querySelector('input')?.value).toBe('drawer');
    await vi.waitFor(() =>
      expect(element.querySelector('.none')?.textContent).toBe('No rooms match “drawer”.'),
    );
  });
});
