import { ParleyError } from '@parley/protocol';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { PasswordSettings } from './password-settings.ts';

describe('PasswordSettings', () => {
  it('says which password is wrong', async () => {
    const { element, fixture, session } = await renderInConversation(PasswordSettings, { id: uid(1) });
    vi.spyOn(session, 'changePassword').mockRejectedValue(new ParleyError('E_LOGIN_FAILED'));
    for (const field of element.querySelectorAll('input')) {
      field.value = 'correct horse battery';
      field.dispatchEvent(new Event('input'));
    }
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
    expect(element.querySelector('[role=alert]')?.textContent).toContain('The current password is wrong.');
  });
});
