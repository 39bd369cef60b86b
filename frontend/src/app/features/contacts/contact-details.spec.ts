import type { Contact } from '@parley/client';
import { FakeAccountKeys } from '../../../../testing/fake-account-keys.ts';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { renderWithKeys } from '../../../../testing/render-with-keys.ts';
import { person, uid, users } from '../../../../testing/sample-people.ts';
import { ContactDetails } from './contact-details.ts';

describe('ContactDetails', () => {
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
