import type { NoticeItem } from '@parley/client';
import { TIMING } from '@parley/protocol';
import { FakeConversation } from '../../../../../../testing/fake-conversation.ts';
import { ada } from '../../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../../testing/sample-chat.ts';
import { uid } from '../../../../../../testing/sample-people.ts';
import { longDate } from '../../../../shared/later/long-date.ts';
import { ClosedRoom } from './closed-room.ts';

const ROOM = uid(50);

async function render(state: { ended: boolean; role: 'member' | null }) {
  const [row] = sampleChat(0).rows;
  const time = Date.now();
  const end: NoticeItem = {
    ...{ kind: 'notice', id: uid(2), seq: 2, sender: ada.uid, time },
    body: { kind: 'ended' },
  };
  const rendered = await renderInConversation(ClosedRoom, {
    id: ROOM,
    content: {
      rows: [{ ...(row ?? expect.unreachable()), id: ROOM, isRoom: true, ...state }],
      open: () => new FakeConversation(ROOM, state.ended ? [end] : []),
    },
  });
  return { ...rendered, time };
}

describe('ClosedRoom', () => {
  it('says until when a deleted room can be read', async () => {
    const { element, time } = await render({ ended: true, role: 'member' });
    expect(element.textContent).toContain(`You can read it until ${longDate(time + TIMING.readOn)}.`);
    expect(element.querySelector('button')).toBeNull();
  });

  it('lets who has left join again', async () => {
    const { element, client, fixture } = await render({ ended: false, role: null });
    expect(element.textContent).toContain("You're no longer in this room.");
    element.querySelector('button')?.click();
    await fixture.whenStable();
    expect(client.fakeRooms.joined).toEqual([ROOM]);
  });
});
