import { TestBed } from '@angular/core/testing';
import type { Role, Uuid } from '@parley/protocol';
import { detailsOf } from '../../../../testing/fake-conversation.ts';
import { ada } from '../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { person, uid, users } from '../../../../testing/sample-people.ts';
import { Menus } from '../../core/menus.ts';
import { GroupDetails } from './group-details.ts';

describe('GroupDetails', () => {
  it('offers what can be done with a member, and in a group that ended to write to him', async () => {
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
});
