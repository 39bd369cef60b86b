import { TestBed } from '@angular/core/testing';
import type { Contact } from '@parley/client';
import { FakeAccountKeys } from '../../../../../../testing/fake-account-keys.ts';
import { FakeSessionClient } from '../../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../../testing/render-conversation.ts';
import { sampleChat } from '../../../../../../testing/sample-chat.ts';
import { sealedWith } from '../../../../../../testing/sample-sealing.ts';
import { users } from '../../../../../../testing/sample-people.ts';
import { Lock } from './lock.ts';

const { rows } = sampleChat(0);
const direct = rows.find(({ peer }) => peer !== undefined) ?? expect.unreachable();
const group = rows.find(({ type }) => type === 'group') ?? expect.unreachable();

describe('Lock', () => {
  async function show(row: typeof direct, protection: 'sealed' | 'begins' | 'open') {
    const rendered = await renderInConversation(Lock, { id: row.id, content: { rows, users } });
    rendered.client.sealed.set(new Map([[row.id, sealedWith({ protection })]]));
    await rendered.fixture.whenStable();
    const button = rendered.element.querySelector('button') ?? expect.unreachable();
    return { ...rendered, button };
  }

  it.each([
    ['sealed', 'End-to-end encrypted'],
    ['begins', 'Encrypted from your next message on'],
    ['open', 'Not encrypted'],
  ] as const)('has a name that says it is %s', async (protection, name) => {
    const { button } = await show(direct, protection);
    expect(button.getAttribute('aria-label')).toBe(name);
  });

  it('says on a tap who can read, and gives the focus back', async () => {
    const { button } = await show(direct, 'sealed');
    button.click();
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull());
    const dialog = document.querySelector('[role=dialog]');
    const name = users.get(direct.peer ?? '')?.displayName ?? expect.unreachable();
    expect(dialog?.textContent).toContain(`Only you and ${name} can read`);
    dialog?.querySelector('button')?.click();
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).toBeNull());
  });

  it('says that one has verified whom one talks with', async () => {
    const keys = new FakeAccountKeys();
    // Only what the lock reads of a contact.
    const contacts = new Map([[direct.peer, { trust: 'verified' }]]);
    keys.people.set(contacts as unknown as ReadonlyMap<string, Contact>);
    vi.spyOn(FakeSessionClient.prototype, 'keys').mockResolvedValue(keys);
    const { button } = await show(direct, 'sealed');
    button.click();
    await vi.waitFor(() =>
      expect(document.querySelector('[role=dialog]')?.textContent).toContain(
        'you compared the safety number',
      ),
    );
    document.querySelector<HTMLElement>('[role=dialog] button')?.click();
    vi.restoreAllMocks();
  });

  it('says of an open group what would change that', async () => {
    const keyless = [...users.keys()][1] ?? expect.unreachable();
    const { button, client } = await show(group, 'open');
    const leftOut = [{ user: keyless, why: 'noKeys' }] as const;
    client.sealed.set(new Map([[group.id, sealedWith({ protection: 'open', leftOut })]]));
    button.click();
    await vi.waitFor(() =>
      expect(document.querySelector('[role=dialog]')?.textContent).toContain(
        `have logged in again: ${users.get(keyless)?.displayName}`,
      ),
    );
    TestBed.resetTestingModule();
  });
});
