import { TestBed } from '@angular/core/testing';
import type { Contact } from '@parley/client';
import { ParleyError, type Role, type Uuid } from '@parley/protocol';
import { detailsOf } from '../../../../testing/fake-conversation.ts';
import { FakeAccountKeys } from '../../../../testing/fake-account-keys.ts';
import { ada, FakeSessionClient } from '../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { press } from '../../../../testing/render-with-keys.ts';
import { person, uid, users } from '../../../../testing/sample-people.ts';
import { sealedWith } from '../../../../testing/sample-sealing.ts';
import { Confirm } from '../../core/overlays/confirm.ts';
import { Dialogs } from '../../core/overlays/dialogs.ts';
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

  it('says of a member why they are left out, greys removed accounts, and doubts the server alone', async () => {
    const members = [person(0), person(1), person(2)].map(({ uid: id }) => id);
    const roles = new Map<Uuid, Role>([[ada.uid, 'owner'], ...members.map((id) => [id, 'member'] as const)]);
    const { state } = detailsOf(uid(1), 'Kitchen', roles, 3);
    const { client, element, fixture } = await renderInConversation(GroupDetails, {
      id: uid(1),
      content: { users: new Map([...users, [ada.uid, ada]]) },
      inputs: { conversation: uid(1), state, offline: false },
    });
    const [keyless = '', removed = '', unconfirmed = ''] = members;
    const leftOut = [
      { user: keyless, why: 'noKeys' },
      { user: removed, why: 'accountRemoved' },
    ] as const;
    client.sealed.set(new Map([[uid(1), sealedWith({ members: [ada.uid, keyless, removed], leftOut })]]));
    await fixture.whenStable();
    const row = (id: Uuid) =>
      [...element.querySelectorAll('li')].find((one) =>
        one.textContent.includes(`@${users.get(id)?.username} `),
      );
    expect(row(keyless)?.textContent).toContain('has to log in once first');
    expect(row(removed)?.textContent).toContain('account removed');
    expect(row(removed)?.className).toBe('removed');
    expect(row(unconfirmed)?.textContent).toContain('only the server says so');
    expect(element.querySelectorAll('.removed')).toHaveLength(1);
  });

  it('names who has to log in first, where the server only says that someone does', async () => {
    const { state } = detailsOf(uid(1), 'Kitchen', new Map<Uuid, Role>([[ada.uid, 'owner']]), 3);
    const keys = new FakeAccountKeys();
    vi.spyOn(FakeSessionClient.prototype, 'keys').mockResolvedValue(keys);
    const { client, element, fixture } = await renderInConversation(GroupDetails, {
      id: uid(1),
      content: { users: new Map([...users, [ada.uid, ada]]) },
      inputs: { conversation: uid(1), state, offline: false },
    });
    const [has, hasNot] = [person(0), person(1)];
    const known = {} as Contact;
    keys.people.set(new Map([[has.uid, known]]));
    vi.spyOn(TestBed.inject(Dialogs), 'show').mockResolvedValue([has.uid, hasNot.uid]);
    vi.spyOn(client.groups, 'add').mockRejectedValue(new ParleyError('E_NO_KEYS'));
    press(element, 'Add');
    await vi.waitFor(async () => {
      await fixture.whenStable();
      expect(element.querySelector('parley-problem-note')?.textContent).toContain(
        `${hasNot.displayName} has to log in once first.`,
      );
    });
    expect(element.querySelector('parley-problem-note')?.textContent).not.toContain(has.displayName);
    vi.restoreAllMocks();
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
