import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { ParleyError } from '@parley/protocol';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { RemoveAccount } from './remove-account.ts';

async function render() {
  const rendered = await renderInConversation(RemoveAccount, { id: uid(9) });
  const { element, fixture } = rendered;
  element.querySelector('button')?.click();
  await fixture.whenStable();
  const send = async (password: string) => {
    const field = element.querySelector<HTMLInputElement>('input[type="password"]') ?? expect.unreachable();
    field.value = password;
    field.dispatchEvent(new Event('input'));
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
  };
  return { ...rendered, send };
}

const refused = (code: 'E_LOGIN_FAILED' | 'E_LAST_ADMIN') => new ParleyError(code);

describe('RemoveAccount', () => {
  afterEach(() => vi.restoreAllMocks());

  it('asks for the password, and leaves nothing behind', async () => {
    const { client, session, send } = await render();
    const remove = vi.spyOn(session, 'removeAccount');
    const destroy = vi.spyOn(client, 'destroy').mockResolvedValue();
    const go = vi.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    await send('');
    expect(remove).not.toHaveBeenCalled();
    await send('correct horse');
    await vi.waitFor(() => expect(go).toHaveBeenCalledWith('/login'));
    expect(remove).toHaveBeenCalledWith('correct horse');
    expect(destroy).toHaveBeenCalled();
  });

  it.each([
    ['E_LOGIN_FAILED', 'The current password is wrong.'],
    ['E_LAST_ADMIN', 'last administrator'],
  ] as const)('says why it is not removed: %s', async (code, sentence) => {
    const { client, element, session, send } = await render();
    vi.spyOn(session, 'removeAccount').mockRejectedValue(refused(code));
    const destroy = vi.spyOn(client, 'destroy');
    await send('a password');
    await vi.waitFor(() => expect(element.textContent).toContain(sentence));
    expect(destroy).not.toHaveBeenCalled();
  });
});
