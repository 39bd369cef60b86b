import { NoAnswerError } from '@parley/client';
import { LIMITS } from '@parley/protocol';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { person, uid } from '../../../../testing/sample-people.ts';
import { MemberPicker } from './member-picker.ts';

describe('MemberPicker', () => {
  it('says that nobody is called that only where it knows', async () => {
    const { client, element, fixture } = await renderInConversation(MemberPicker, { id: uid(1) });
    await vi.waitFor(() => expect(element.textContent).toContain('No one else found.'));
    vi.spyOn(client.people, 'search').mockRejectedValue(new NoAnswerError());
    const field = element.querySelector('input') ?? expect.unreachable();
    field.value = 'x';
    field.dispatchEvent(new Event('input'));
    await vi.waitFor(() => expect(element.textContent).toContain("The server didn't answer."));
    await fixture.whenStable();
    expect(element.textContent).not.toContain('No one else');
  });

  it('offers whom the local copy knows where no answer comes, and tells namesakes apart', async () => {
    const zoes = [person(0), person(1)].map((user) => ({ ...user, displayName: 'Zoë' }));
    const users = new Map(zoes.map((user) => [user.uid, user]));
    const { client, element, fixture } = await renderInConversation(MemberPicker, {
      id: uid(1),
      content: { users },
    });
    vi.spyOn(client.people, 'search').mockRejectedValue(new NoAnswerError());
    const field = element.querySelector('input') ?? expect.unreachable();
    expect(field.maxLength).toBe(LIMITS.searchMax);
    field.value = 'zoe';
    field.dispatchEvent(new Event('input'));
    await vi.waitFor(() => expect(element.textContent).toContain("The server didn't answer."));
    await fixture.whenStable();
    const boxes = [...element.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
    expect(boxes).toHaveLength(2);
    for (const box of boxes) box.click();
    await fixture.whenStable();
    expect([...element.querySelectorAll('.chosen .ellipsis')].map((chip) => chip.textContent)).toEqual(
      zoes.map(({ username }) => `Zoë (@${username})`),
    );
  });
});
