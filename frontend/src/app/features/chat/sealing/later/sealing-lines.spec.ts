import type { Contact, SealedConversation } from '@parley/client';
import { TestBed } from '@angular/core/testing';
import { CodedError } from '@parley/protocol/core';
import { FakeAccountKeys } from '../../../../../../testing/fake-account-keys.ts';
import { FakeSessionClient } from '../../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { press } from '../../../../../../testing/render-with-keys.ts';
import { sampleChat } from '../../../../../../testing/sample-chat.ts';
import { sealedWith } from '../../../../../../testing/sample-sealing.ts';
import { person, users } from '../../../../../../testing/sample-people.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { Confirm } from '../../../../core/overlays/confirm.ts';
import { Toasts } from '../../../../core/overlays/toasts.ts';
import { SealingLines } from './sealing-lines.ts';

const { rows, open } = sampleChat(0);
const direct = rows.find(({ peer }) => peer !== undefined) ?? expect.unreachable();
const peer = direct.peer ?? expect.unreachable();
const name = users.get(peer)?.displayName ?? expect.unreachable();
const other = person(3).uid;

describe('SealingLines', () => {
  afterEach(() => vi.restoreAllMocks());

  async function show(
    change: Partial<SealedConversation>,
    contacts: readonly [string, object][] = [],
    among: typeof users = users,
  ) {
    const keys = new FakeAccountKeys();
    // Only what the lines read of a contact.
    keys.people.set(new Map(contacts) as unknown as ReadonlyMap<string, Contact>);
    vi.spyOn(FakeSessionClient.prototype, 'keys').mockResolvedValue(keys);
    const rendered = await renderInConversation(SealingLines, {
      id: direct.id,
      content: { rows, users: among, open },
      providers: [Composing],
    });
    const tell = async (now: Partial<SealedConversation>) => {
      rendered.client.sealed.set(new Map([[direct.id, sealedWith(now)]]));
      await rendered.fixture.whenStable();
    };
    await tell(change);
    return { ...rendered, keys, tell };
  }

  it('says in one line that a machine can do no more', async () => {
    const { element, tell } = await show({ protection: 'simple' });
    expect(element.querySelector('[role=status]')?.textContent).toContain('Encrypted more simply');
    await tell({ protection: 'sealed' });
    expect(element.querySelector('[role=status]')).toBeNull();
  });

  it('tells that a machine has another key', async () => {
    const alarm = { kind: 'machineKey', conversation: direct.id, by: peer, time: 0 } as const;
    const { element } = await show({ protection: 'simple', alarms: [alarm] });
    expect(element.querySelector('[role=alert] strong')?.textContent).toContain(`${name} has another key`);
  });

  it('shows the newest alarm, the others behind it, and none once they were hidden', async () => {
    const first = { kind: 'otherLog', conversation: direct.id, seq: 4, by: peer } as const;
    const second = { kind: 'diverged', conversation: direct.id, time: 0 } as const;
    const { element, fixture, tell } = await show({ alarms: [first, second] });
    expect(element.querySelector('[role=alert] strong')?.textContent).toContain(
      'The server lost some messages',
    );
    expect(element.querySelector('details li')?.textContent).toContain(`${name} sees other messages`);

    press(element, 'Hide');
    await fixture.whenStable();
    expect(element.querySelector('[role=alert]')).toBeNull();

    await tell({ alarms: [{ ...first, seq: 9 }] });
    expect(element.querySelectorAll('[role=alert]')).toHaveLength(1);
    expect(element.querySelector('details')).toBeNull();
  });

  const renamed = {
    kind: 'lostChange',
    conversation: direct.id,
    id: peer,
    change: { kind: 'renamed', name: 'Boats' },
  } as const;

  it('offers to make a lost change again, apart from what Hide hides, until it is made', async () => {
    const diverged = { kind: 'diverged', conversation: direct.id, time: 0 } as const;
    const { element, client, fixture } = await show({ alarms: [renamed, diverged] });
    press(element, 'Hide');
    await fixture.whenStable();
    expect(element.querySelector('[role=status]')?.textContent).toContain('you named this group “Boats”');

    const rename = vi.spyOn(client.groups, 'rename');
    press(element, 'Do it again');
    await vi.waitFor(() => expect(rename).toHaveBeenCalledWith(direct.id, 'Boats'));
    await fixture.whenStable();
    expect(element.querySelector('[role=status]')).toBeNull();
  });

  it('keeps the offer where a lost change is refused again, and says why', async () => {
    const { element, client, fixture } = await show({ alarms: [renamed] });
    vi.spyOn(client.groups, 'rename').mockRejectedValue(
      new CodedError('E_FORBIDDEN', { message: 'Not yours.', retryable: false }),
    );
    const say = vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    press(element, 'Do it again');
    await vi.waitFor(() => expect(say).toHaveBeenCalled());
    await fixture.whenStable();
    expect(element.querySelector('button')?.disabled).toBe(false);
    press(element, 'Dismiss');
    await fixture.whenStable();
    expect(element.textContent.trim()).toBe('');
  });

  it('asks before a group is deleted again', async () => {
    const { element, client } = await show({ alarms: [{ ...renamed, change: { kind: 'ended' } }] });
    const ask = vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(false);
    const end = vi.spyOn(client.groups, 'end');
    press(element, 'Do it again');
    await vi.waitFor(() => expect(ask).toHaveBeenCalled());
    expect(end).not.toHaveBeenCalled();
  });

  it('accepts the new keys of somebody verified in place, and only those that were shown', async () => {
    const contact = { trust: 'reset', followed: { log: { identity: 'shown' } } };
    const { element, keys } = await show({ leftOut: [{ user: peer, why: 'identityReset' }] }, [
      [peer, contact],
    ]);
    expect(element.textContent).toContain(`${name} has new keys.`);
    vi.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(true);
    const accept = vi.spyOn(keys.contacts, 'accept');
    press(element, 'Accept');
    await vi.waitFor(() => expect(accept).toHaveBeenCalledWith(peer, 'shown'));
  });

  it('says whose keys the server shows otherwise than they were', async () => {
    const { element } = await show({}, [
      [peer, { alarm: 'forked' }],
      [other, { alarm: 'forked' }],
    ]);
    const alerts = [...element.querySelectorAll('[role=alert]')].map(({ textContent }) => textContent);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toContain(`keys of ${name}`);
  });

  it('lets one choose to write to somebody without keys, once for the visit', async () => {
    const { element, fixture, conversation } = await show({
      protection: 'open',
      leftOut: [{ user: peer, why: 'noKeys' }],
    });
    expect(element.querySelector('.calm')).toBeNull();
    conversation.peer.set(peer);
    await fixture.whenStable();
    expect(element.textContent).toContain(`${name} has to log in once`);
    press(element, 'Write without encryption');
    await fixture.whenStable();
    expect(element.textContent).not.toContain('log in once');
    expect(fixture.debugElement.injector.get(Composing).openly()).toBe(true);
  });

  it('says of a machine without keys that the server reads along', async () => {
    const machine = { ...(users.get(peer) ?? expect.unreachable()), kind: 'machine' } as const;
    const { element, fixture, conversation } = await show(
      { protection: 'open', leftOut: [{ user: peer, why: 'noKeys' }] },
      [],
      new Map(users).set(peer, machine),
    );
    conversation.peer.set(peer);
    await fixture.whenStable();
    expect(element.textContent).toContain(`${name} is a machine without keys: the server can read`);
    expect(element.textContent).not.toContain('log in once');
  });

  it('offers nothing without encryption to somebody whose keys the server hides', async () => {
    const leftOut = [{ user: peer, why: 'noKeys' }] as const;
    const { element, fixture, conversation } = await show({ protection: 'open', leftOut }, [
      [peer, { alarm: 'shorter' }],
    ]);
    conversation.peer.set(peer);
    await fixture.whenStable();
    expect(element.textContent).toContain(`keys of ${name}`);
    expect(element.textContent).not.toContain('without encryption');
  });

  it('says who is left out and what to do, but nothing of removed accounts', async () => {
    const { element, tell } = await show({
      leftOut: [
        { user: peer, why: 'noKeys' },
        { user: other, why: 'accountRemoved' },
      ],
    });
    const lines = () => [...element.querySelectorAll('.calm')].map(({ textContent }) => textContent);
    expect(lines()).toEqual([`${name} can't read what you write. They have to log in once first.`]);
    await tell({ leftOut: [] });
    expect(lines()).toEqual([]);
  });

  it('has one line for everyone left out for the same reason', async () => {
    const third = person(4).uid;
    const { element } = await show({
      leftOut: [
        { user: peer, why: 'noKeys' },
        { user: third, why: 'keyOutdated' },
        { user: other, why: 'noKeys' },
      ],
    });
    const lines = [...element.querySelectorAll('.calm')].map(({ textContent }) => textContent);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(`${name} and ${users.get(other)?.displayName} can't read`);
    expect(lines[1]).toContain('They have newer keys');
  });
});
