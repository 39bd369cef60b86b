import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ada } from '../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { person, uid } from '../../../../../testing/sample-people.ts';
import { ChooseMember } from './choose-member.ts';
import { ORDER_MESSAGES } from './order-messages.ts';

const ROOM = uid(50);

async function render(withMe: boolean) {
  const close = vi.fn();
  const data = { room: ROOM, question: ORDER_MESSAGES.nextOwner, withMe };
  const rendered = await renderInConversation(ChooseMember, {
    id: uid(1),
    providers: [
      { provide: DialogRef, useValue: { close } },
      { provide: DIALOG_DATA, useValue: data },
    ],
  });
  const { client, element } = rendered;
  client.fakeRooms.inside = [
    { user: person(0), role: 'member', online: true },
    { user: { ...person(1), removed: true }, role: 'admin', online: false },
    { user: ada, role: 'owner', online: true },
  ];
  // The list was asked for before anybody was in.
  const search = element.querySelector<HTMLInputElement>('[type=search]') ?? expect.unreachable();
  const look = (query: string) => {
    search.value = query;
    search.dispatchEvent(new Event('input'));
  };
  look('a');
  const action = [...element.querySelectorAll('button')].at(-1) ?? expect.unreachable();
  const radios = () => [...element.querySelectorAll<HTMLInputElement>('[type=radio]')];
  return { ...rendered, close, look, action, radios };
}

describe('ChooseMember', () => {
  it('offers members whose accounts are in use, and not the user', async () => {
    const { element, close, action, radios, fixture } = await render(false);
    await vi.waitFor(() => expect(radios()).toHaveLength(1));
    action.click();
    expect(close).not.toHaveBeenCalled();
    expect(action.textContent.trim()).toBe('Make owner and leave');
    radios()[0]?.click();
    await fixture.whenStable();
    action.click();
    expect(close).toHaveBeenCalledWith(person(0));
    expect(element.textContent).not.toContain(person(1).displayName);
  });

  it('says on the button who is chosen, and forgets who is not shown any more', async () => {
    const { client, close, look, action, radios, fixture } = await render(false);
    await vi.waitFor(() => expect(radios()).toHaveLength(1));
    radios()[0]?.click();
    await fixture.whenStable();
    expect(action.textContent.trim()).toBe(`Make ${person(0).displayName} owner and leave`);
    client.fakeRooms.inside = [{ user: person(2), role: 'member', online: true }];
    look(person(2).displayName);
    await vi.waitFor(() => expect(radios().map(({ checked }) => checked)).toEqual([false]));
    await vi.waitFor(() => expect(action.textContent.trim()).toBe('Make owner and leave'));
    expect(action.disabled).toBe(true);
    action.click();
    expect(close).not.toHaveBeenCalled();
  });

  it('offers the user, too, where they may choose themselves', async () => {
    const { radios } = await render(true);
    await vi.waitFor(() => expect(radios()).toHaveLength(2));
  });

  it('says that nobody matches', async () => {
    const { element, look } = await render(false);
    look('nobody');
    await vi.waitFor(() => expect(element.textContent).toContain('No members match “nobody”.'));
  });
});
