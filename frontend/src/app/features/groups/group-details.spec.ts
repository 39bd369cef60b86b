import { TestBed } from '@angular/core/testing';
import type { Role, Uuid } from '@parley/protocol';
import { detailsOf } from '../../../../testing/fake-conversation.ts';
import { ada } from '../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { person, uid, users } from '../../../../testing/sample-people.ts';
import { Confirm } from '../../core/overlays/confirm.ts';
import { Menus } from '../../core/overlays/menus.ts';
import { GroupDetails } from './group-details.ts';

describe('GroupDetails', () => {
  it('offers what can be done with a member, and in a group that ended to write to them', async () => {
    const roles = new Map<Uuid, Role>([
      [ada.uid, 'owner'],
      [person(0).uid, 'member'],
    ]);
    const { state } = detailsOf(uid(1), 'Kitchen', roles, 3);
    const inputs = { conversation: uid(1), state, offline: false };
    const { element, fixture } = await renderInConversation(GroupDetails, {
      id: uid(1),
      content: { users: new Map([...users, [ada.uid, ada]]) },
      inputs,
    });
    const open = vi.spyOn(TestBed.inject(Menus), 'open').mockResolvedValue();
    const offered = () => {
      element.querySelector<HTMLElement>('[aria-haspopup=menu]')?.click();
      return open.mock.lastCall?.[2].map(({ label }) => label);
    };
    expect(offered()).toEqual(['Message', 'Make owner', 'Make admin', 'Remove from group']);
    fixture.componentRef.setInput('state', { ...state, ended: true });
    await fixture.whenStable();
    expect(offered()).toEqual(['Message']);
  });

  it('offers no change where a word of a newer version may mean other rights', async () => {
    const roles = new Map<Uuid, Role>([
      [ada.uid, 'owner'],
      [person(0).uid, 'member'],
    ]);
    const { state } = detailsOf(uid(1), 'Kitchen', roles, 3);
    const { element, fixture } = await renderInConversation(GroupDetails, {
      id: uid(1),
      content: { users: new Map([...users, [ada.uid, ada]]) },
      inputs: { conversation: uid(1), state, offline: false },
    });
    const offered = (label: string) => element.textContent.includes(label);
    const why = 'A newer version of Parley is needed to change this group.';
    expect(offered('Leave group')).toBe(true);
    expect(offered(why)).toBe(false);
    fixture.componentRef.setInput('state', { ...state, type: 'room' });
    await fixture.whenStable();
    expect(offered(why)).toBe(true);
    expect(offered('Members (2)')).toBe(true);
    for (const label of ['Leave group', 'Delete group', 'Add']) expect(offered(label)).toBe(false);
  });

  it('tells the only owner before they confirm to leave, and leads to the first member', async () => {
    const { state } = detailsOf(
      uid(1),
      'Kitchen',
      new Map<Uuid, Role>([
        [ada.uid, 'owner'],
        [person(0).uid, 'member'],
      ]),
      3,
    );
    const inputs = { conversation: uid(1), state, offline: false };
    const content = { users: new Map([...users, [ada.uid, ada]]) };
    const rendered = await renderInConversation(GroupDetails, { id: uid(1), content, inputs });
    const { client, element, fixture } = rendered;
    document.body.append(element);
    const ask = vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(true);
    const leave = vi.spyOn(client.groups, 'leave');
    const press = async () => {
      [...element.querySelectorAll('button')].find((one) => one.textContent.includes('Leave group'))?.click();
      await fixture.whenStable();
      return ask.mock.lastCall?.[0].title;
    };
    expect(await press()).toBe('Make someone else an owner first');
    expect(document.activeElement?.getAttribute('aria-label')).toBe(`Actions for ${person(0).displayName}`);
    expect(leave).not.toHaveBeenCalled();

    const { state: two } = detailsOf(
      uid(1),
      'Kitchen',
      new Map<Uuid, Role>([
        [ada.uid, 'owner'],
        [person(0).uid, 'owner'],
      ]),
      3,
    );
    fixture.componentRef.setInput('state', two);
    await fixture.whenStable();
    expect(await press()).toBe('Leave this group?');
    expect(leave).toHaveBeenCalledOnce();
  });
});
