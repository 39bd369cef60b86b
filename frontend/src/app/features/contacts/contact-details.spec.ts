import { renderInConversation } from '../../../../testing/render-conversation.ts';
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
});
