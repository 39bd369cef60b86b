import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { type ListedRoom, ParleyError } from '@parley/protocol';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../testing/sample-chat.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { Dialogs } from '../../core/overlays/dialogs.ts';
import { LinkSecret } from '../../core/session/link-secret.ts';
import { roomLink } from './passwords/room-link.ts';
import { RoomPage } from './room-page.ts';

const ROOM = uid(50);
const GARDENING: ListedRoom = {
  ...{ conversation: ROOM, name: 'Gardening', memberCount: 3, locked: true, joined: false },
};

async function render({ password, listed = [GARDENING] }: { password?: string; listed?: ListedRoom[] } = {}) {
  const [row] = sampleChat(0).rows;
  const left = { ...(row ?? expect.unreachable()), id: ROOM, name: 'Gardening', isRoom: true, role: null };
  const rendered = await renderInConversation(RoomPage, {
    id: uid(9),
    content: { rows: [left] },
    inputs: { conversation: uid(49) },
  });
  const { client, element, fixture } = rendered;
  const go = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
  const ask = vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue(undefined);
  client.fakeRooms.listed = listed;
  client.fakeRooms.passwords.set(ROOM, 'beds and bees');
  const secret = TestBed.inject(LinkSecret);
  if (password !== undefined) secret.keep(roomLink(ROOM, password).replace(location.origin, ''));
  fixture.componentRef.setInput('conversation', ROOM);
  const button = () => element.querySelector<HTMLElement>('[aria-label="Join Gardening"]');
  const alert = () => element.querySelector('[role=alert]')?.textContent;
  return { ...rendered, go, ask, secret, button, alert };
}

describe('RoomPage', () => {
  it('joins with the password that the link brings along, by a click, and forgets it', async () => {
    const { client, element, go, ask, secret, button } = await render({ password: 'beds and bees' });
    await vi.waitFor(() => expect(button()).not.toBeNull());
    expect(element.textContent).toContain('Your link brings the password along.');
    expect(client.fakeRooms.joined).toEqual([]);
    button()?.click();
    await vi.waitFor(() => expect(go).toHaveBeenCalledWith(['/c', ROOM], { replaceUrl: true }));
    expect(client.fakeRooms.joined).toEqual([ROOM]);
    expect(ask).not.toHaveBeenCalled();
    expect(secret.of(`/rooms/${ROOM}`)).toBeUndefined();
  });

  it('says that the password of a link is not the one any more, and asks for it then', async () => {
    const { ask, button, alert, go } = await render({ password: 'an old one' });
    await vi.waitFor(() => expect(button()).not.toBeNull());
    button()?.click();
    await vi.waitFor(() => expect(alert()).toContain('Ask for a new link'));
    expect(go).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(button()?.getAttribute('aria-disabled')).not.toBe('true'));
    button()?.click();
    await vi.waitFor(() => expect(ask).toHaveBeenCalled());
  });

  it('asks for the password of a locked room without one, and for none of an open one', async () => {
    const { ask, button, go } = await render();
    await vi.waitFor(() => expect(button()).not.toBeNull());
    ask.mockResolvedValue(true);
    button()?.click();
    await vi.waitFor(() => expect(go).toHaveBeenCalledWith(['/c', ROOM], { replaceUrl: true }));
    TestBed.resetTestingModule();
    const open = await render({ listed: [{ ...GARDENING, locked: false }] });
    open.client.fakeRooms.passwords.clear();
    await vi.waitFor(() => expect(open.button()).not.toBeNull());
    open.button()?.click();
    await vi.waitFor(() => expect(open.client.fakeRooms.joined).toEqual([ROOM]));
    expect(open.ask).not.toHaveBeenCalled();
  });

  it('says that there is no such room, and what else keeps somebody out', async () => {
    const none = await render({ listed: [] });
    await vi.waitFor(() => expect(none.alert()).toContain('Not found'));
    TestBed.resetTestingModule();
    const full = await render({ password: 'beds and bees' });
    await vi.waitFor(() => expect(full.button()).not.toBeNull());
    full.client.fakeRooms.refusal = new ParleyError('E_ROOM_FULL');
    full.button()?.click();
    await vi.waitFor(() => expect(full.alert()).toContain('full'));
    expect(full.secret.of(`/rooms/${ROOM}`)).toBeDefined();
  });

  it.each(['elsewhere', 'to another room'])(
    'takes nobody into the room who went %s meanwhile',
    async (where) => {
      const { client, fixture, go, secret, button } = await render({ password: 'beds and bees' });
      await vi.waitFor(() => expect(button()).not.toBeNull());
      const answer = Promise.withResolvers<undefined>();
      const join = vi.spyOn(client.fakeRooms, 'join').mockReturnValueOnce(answer.promise);
      button()?.click();
      await vi.waitFor(() => expect(join).toHaveBeenCalled());
      if (where === 'elsewhere') fixture.destroy();
      else fixture.componentRef.setInput('conversation', uid(49));
      answer.resolve(undefined);
      await vi.waitFor(() => expect(secret.of(`/rooms/${ROOM}`)).toBeUndefined());
      await new Promise((resolve) => setTimeout(resolve));
      expect(go).not.toHaveBeenCalled();
    },
  );

  it('takes the password of a newer link, and no longer says that the one before is spent', async () => {
    const { client, go, secret, button, alert } = await render({ password: 'an old one' });
    await vi.waitFor(() => expect(button()).not.toBeNull());
    button()?.click();
    await vi.waitFor(() => expect(alert()).toContain('Ask for a new link'));
    secret.keep(roomLink(ROOM, 'beds and bees').replace(location.origin, ''));
    await vi.waitFor(() => expect(alert()).toBeUndefined());
    await vi.waitFor(() => expect(button()?.getAttribute('aria-disabled')).not.toBe('true'));
    button()?.click();
    await vi.waitFor(() => expect(client.fakeRooms.joined).toEqual([ROOM]));
    await vi.waitFor(() => expect(go).toHaveBeenCalledWith(['/c', ROOM], { replaceUrl: true }));
  });

  it('goes on into the room of whoever is in it', async () => {
    const { client, go } = await render();
    client.conversations.set(client.conversations.get()?.map((row) => ({ ...row, role: 'member' as const })));
    await vi.waitFor(() => expect(go).toHaveBeenCalledWith(['/c', ROOM], { replaceUrl: true }));
  });
});
