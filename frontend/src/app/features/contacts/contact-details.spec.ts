import { TestBed } from '@angular/core/testing';
import type { Contact } from '@parley/client';
import { FakeAccountKeys } from '../../../../testing/fake-account-keys.ts';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { renderWithKeys } from '../../../../testing/render-with-keys.ts';
import { person, uid, users } from '../../../../testing/sample-people.ts';
import type { User } from '@parley/protocol';
import { ContactDetails } from './contact-details.ts';

describe('ContactDetails', () => {
  /** What is behind the summary, and what that is called. */
  async function keysOf(user: User, contacts: ReadonlyMap<string, Contact> = new Map()) {
    const keys = new FakeAccountKeys();
    keys.people.set(contacts);
    const { element, fixture } = await renderWithKeys(ContactDetails, keys, { user });
    const details = element.querySelector('details') ?? expect.unreachable();
    details.dispatchEvent(new Event('toggle'));
    await fixture.whenStable();
    return { summary: details.querySelector('summary')?.textContent, details };
  }

  it('shows the fingerprint of the key of a machine without a key log', async () => {
    const accountKey = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
    const { summary, details } = await keysOf({ ...person(0), kind: 'machine', accountKey });
    expect(summary).toBe('Key');
    await vi.waitFor(() =>
      // base64 -d | sha256sum
      expect([...details.querySelectorAll('li')].map((one) => one.textContent).join('')).toBe(
        '21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9',
      ),
    );
    expect(details.textContent).not.toContain('log in');
  });

  it('says that a machine has no key', async () => {
    const { summary, details } = await keysOf({ ...person(0), kind: 'machine' });
    expect(summary).toBe('Key');
    expect(details.textContent).toContain('This machine has no key');
  });

  it('calls that of people and of machines with a key log a safety number', async () => {
    expect((await keysOf(person(0))).summary).toBe('Safety number');
    const { uid } = person(0);
    const log = { uid, seq: 1, hash: new Uint8Array(32), identity: 'its', versions: [], devices: new Map() };
    const contact: Contact = { followed: { log, hashes: [], identities: [] }, trust: 'met' };
    TestBed.resetTestingModule();
    const bot = await keysOf({ ...person(0), kind: 'machine' }, new Map([[uid, contact]]));
    expect(bot.summary).toBe('Safety number');
    expect(bot.details.querySelector('parley-machine-key')).toBeNull();
  });

  it('shows what a person says about themselves without direction overrides', async () => {
    const user = { ...person(0), about: 'see \u202emoc.live' };
    const { element } = await renderInConversation(ContactDetails, {
      id: uid(1),
      content: { users },
      inputs: { user },
    });
    expect(element.querySelector('.about')?.textContent).toBe('see moc.live');
  });

  it.each([
    ['verified', true],
    ['reset', false],
    ['met', false],
  ])('marks a person who is %s as verified: %s', async (trust, isMarked) => {
    const user = person(0);
    const keys = new FakeAccountKeys();
    // Only what the mark reads of a contact.
    keys.people.set(new Map([[user.uid, { trust }]]) as unknown as ReadonlyMap<string, Contact>);
    const { element } = await renderWithKeys(ContactDetails, keys, { user });
    expect(element.querySelector('.verified')?.textContent.trim()).toBe(isMarked ? 'Verified' : undefined);
  });
});
