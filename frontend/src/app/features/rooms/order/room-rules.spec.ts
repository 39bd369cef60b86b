import { ParleyError } from '@parley/protocol';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../testing/sample-chat.ts';
import { uid } from '../../../../../testing/sample-people.ts';
import { RoomRules } from './room-rules.ts';

const ROOM = uid(50);

async function render(editable: boolean, rules?: { slowMode: number; onlyAdmins: boolean }) {
  const [row = expect.unreachable()] = sampleChat(0).rows;
  const room = { ...row, id: ROOM, isRoom: true, ...(rules !== undefined && { rules }) };
  const rendered = await renderInConversation(RoomRules, {
    id: ROOM,
    content: { rows: [room] },
    inputs: { room: ROOM, editable },
  });
  const { element, fixture } = rendered;
  const wait = () => element.querySelector('select') ?? expect.unreachable();
  const only = () => element.querySelector<HTMLInputElement>('[type=checkbox]') ?? expect.unreachable();
  const choose = async (seconds: string) => {
    wait().value = seconds;
    wait().dispatchEvent(new Event('change'));
    await fixture.whenStable();
  };
  return { ...rendered, wait, only, choose };
}

describe('RoomRules', () => {
  it('says all rules with each change', async () => {
    const { client, fixture, wait, only, choose } = await render(true);
    expect([wait().value, only().checked]).toEqual(['0', false]);
    await choose('30');
    only().click();
    await fixture.whenStable();
    expect(client.fakeRooms.ordered).toEqual([
      ['changeRules', ROOM, { slowMode: 30, onlyAdmins: false }],
      ['changeRules', ROOM, { slowMode: 30, onlyAdmins: true }],
    ]);
    expect([wait().value, only().checked]).toEqual(['30', true]);
  });

  it('says what was changed while another change was on its way, after it', async () => {
    const { client, fixture, only, choose } = await render(true);
    const first = Promise.withResolvers<undefined>();
    const change = vi.spyOn(client.fakeRooms.order, 'changeRules').mockReturnValueOnce(first.promise);
    await choose('60');
    only().click();
    await fixture.whenStable();
    expect(change).toHaveBeenCalledTimes(1);
    first.resolve(undefined);
    await vi.waitFor(() => expect(change).toHaveBeenCalledTimes(2));
    expect(change).toHaveBeenLastCalledWith(ROOM, { slowMode: 60, onlyAdmins: true });
  });

  it('shows the rules as they are where a change was refused, with the reason', async () => {
    const { client, element, wait, choose } = await render(true, { slowMode: 10, onlyAdmins: false });
    client.fakeRooms.refusal = new ParleyError('E_FORBIDDEN');
    await choose('3600');
    await vi.waitFor(() => expect(element.querySelector('[role=alert]')).not.toBeNull());
    expect(wait().value).toBe('10');
  });

  it('follows the room, also with a wait that it does not offer', async () => {
    const { client, fixture, wait, choose } = await render(true);
    await choose('30');
    const rules = { slowMode: 45, onlyAdmins: true };
    client.conversations.set(client.conversations.get()?.map((row) => ({ ...row, rules })));
    await fixture.whenStable();
    expect(wait().selectedOptions[0]?.textContent.trim()).toBe('One message every 45 seconds');
  });

  it('tells members the rules, and nothing where there are none', async () => {
    const { element } = await render(false, { slowMode: 60, onlyAdmins: true });
    expect(element.textContent).toContain('one message every 1 minute');
    expect(element.textContent).toContain('Only owners and admins write here.');
    expect(element.querySelector('select')).toBeNull();
  });
});
