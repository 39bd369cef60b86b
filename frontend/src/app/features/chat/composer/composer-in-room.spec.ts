import type { MessageItem } from '@parley/client';
import { detailsOf } from '../../../../../testing/fake-conversation.ts';
import { ada } from '../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../testing/sample-chat.ts';
import { person, uid, users } from '../../../../../testing/sample-people.ts';
import { sealedWith } from '../../../../../testing/sample-sealing.ts';
import { Composing } from '../../../core/chat/composing.ts';
import { Composer } from './composer.ts';

const ROOM = uid(1);

describe('Composer in a room', () => {
  /** Its state holds this user only. @param protection as it is believed, whatever the server calls it */
  async function inRoom(protection: 'open' | 'sealed' = 'open') {
    vi.stubGlobal('matchMedia', () => ({ matches: false }));
    const [row] = sampleChat(0).rows.filter(({ type }) => type === 'group');
    const rendered = await renderInConversation(Composer, {
      id: ROOM,
      content: { users, rows: [{ ...(row ?? expect.unreachable()), id: ROOM, isRoom: true }] },
      providers: [Composing],
    });
    rendered.client.sealed.set(new Map([[ROOM, sealedWith({ protection })]]));
    rendered.conversation.details.set(detailsOf(ROOM, 'Room', new Map([[ada.uid, 'owner']]), 3));
    await rendered.fixture.whenStable();
    return rendered;
  }

  afterEach(() => vi.unstubAllGlobals());

  it('says that the server reads along', async () => {
    const { element } = await inRoom();
    expect(element.textContent).toContain('The server can read what is written here');
  });

  it('asks for nobody whom a text names where the server alone calls a sealed group a room', async () => {
    const { client, element, fixture } = await inRoom('sealed');
    const ask = vi.spyOn(client.fakeRooms, 'members');
    client.composer(ROOM).write('Ask @grace and @nobody.', 4);
    await fixture.whenStable();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(ask).not.toHaveBeenCalled();
    expect(element.textContent).not.toContain('The server can read');
  });

  it('mentions members whom the state does not hold, also where the text was there before', async () => {
    const { client, conversation, element, fixture } = await inRoom();
    const grace = person(0);
    client.fakeRooms.inside = [{ user: grace, role: 'member', online: false }];
    client.composer(ROOM).write(`Ask @${grace.username} and @nobody.`, 4);
    const ask = vi.spyOn(client.fakeRooms, 'members');
    await vi.waitFor(() =>
      expect(ask.mock.calls.map(([, name]) => name)).toEqual([grace.username, 'nobody']),
    );
    await fixture.whenStable();
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
    const sent = conversation.items.get().filter((item): item is MessageItem => item.kind === 'message');
    expect(sent.map(({ content }) => content?.mentions)).toEqual([[grace.uid]]);
  });
});
