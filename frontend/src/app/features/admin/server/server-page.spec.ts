import { renderInConversation } from '../../../../../testing/render-conversation.ts';
import { FakeServerSettings } from '../../../../../testing/fake-server-settings.ts';
import { uid } from '../../../../../testing/sample-people.ts';
import { ServerPage } from './server-page.ts';

async function render() {
  const rendered = await renderInConversation(ServerPage, { id: uid(1) });
  await rendered.fixture.whenStable();
  const { client, element, fixture, session } = rendered;
  const field = (label: string) => {
    const found = [...element.querySelectorAll('label')].find(({ textContent }) =>
      textContent.includes(label),
    );
    const id = found?.getAttribute('for');
    const input = id == null ? found?.querySelector('input') : element.querySelector(`#${id}`);
    return (input as HTMLInputElement | null) ?? expect.unreachable(`there is no ${label}`);
  };
  const type = async (label: string, text: string) => {
    const input = field(label);
    input.value = text;
    input.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  const choose = async (label: string) => {
    field(label).click();
    await fixture.whenStable();
  };
  const press = async (text: string) => {
    [...element.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === text)?.click();
    await fixture.whenStable();
  };
  const save = async () => {
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
    await fixture.whenStable();
  };
  return { client, element, settings: session.fakeServerSettings, field, type, choose, press, save };
}

describe('ServerPage', () => {
  it('saves what was changed, and nothing else', async () => {
    const { settings, type, choose, save } = await render();
    await type('Name', 'Harbour');
    await type('Messages of a person', '7');
    await choose('Nobody');
    await save();
    const changes = { name: 'Harbour', registration: 'closed', messagesPerSecond: 7 };
    expect(settings.asked).toEqual([{ version: 0, changes }]);
    await save();
    expect(settings.asked).toHaveLength(1);
  });

  it('shows what the environment decides, says by what, and lets nobody edit it', async () => {
    const { element, field } = await render();
    expect(field('Groups that a person makes').disabled).toBe(true);
    expect(field('Groups that a person makes').value).toBe('20');
    expect(element.textContent).toContain('Set by GROUP_RATE_LIMIT in the environment.');
    expect(field('Requests of a person').disabled).toBe(false);
  });

  it.each([
    ['Messages of a person', '1.5', 'A whole number from 0 to 1,000,000.'],
    ['Messages of a person at once', '0', 'A whole number from 1 to 1,000,000.'],
    ['Requests of a person', '59', 'At least 60, or 0 for no limit.'],
    ['Name', 'x'.repeat(51), 'At most 50 characters.'],
  ])('does not save %s of %s', async (label, value, said) => {
    const { element, settings, field, type, save } = await render();
    await type(label, value);
    await save();
    expect(element.textContent).toContain(said);
    expect(settings.asked).toEqual([]);
    expect(document.activeElement).toBe(field(label));
  });

  it('shows what somebody else has saved beside one’s own, and saves what is chosen', async () => {
    const { element, settings, field, type, choose, save } = await render();
    await type('Name', 'Harbour');
    await type('Requests of a person', '600');
    settings.save({ name: 'Port', messageBurst: 99 });
    await save();

    const alert = element.querySelector('[role=alert]');
    expect(alert?.textContent).toContain('Somebody else has saved meanwhile.');
    expect(document.activeElement).toBe(alert);
    expect([...(alert?.querySelectorAll('legend') ?? [])].map(({ textContent }) => textContent)).toEqual([
      'Name',
    ]);
    expect(field('at once').value).toBe('99');
    expect(settings.held.settings.name).toBe('Port');
    await choose('Theirs');
    expect(field('Name').value).toBe('Port');
    await choose('Yours');
    await save();
    expect(settings.held.settings).toMatchObject({
      name: 'Harbour',
      requestsPerMinute: 600,
      messageBurst: 99,
    });
    expect(element.querySelector('[role=alert]')).toBeNull();
  });

  it('drops the icon that was chosen where somebody else has set another, and says so', async () => {
    const { element, settings, type, press, save } = await render();
    await type('Name', 'Harbour');
    settings.held = { ...settings.save({}), icon: '/web/server-icon?v=1' };
    await save();
    await press('Remove');
    expect(element.querySelector('parley-icon-choice img')).toBeNull();
    settings.held = { ...settings.save({}), icon: '/web/server-icon?v=2' };
    await save();
    expect(element.textContent).toContain('They have set another icon, too');
    expect(element.querySelector('parley-icon-choice img')?.getAttribute('src')).toContain('v=2');
    await save();
    expect(settings.asked.at(-1)).toEqual({ version: 2, changes: { name: 'Harbour' } });
  });

  it('adds one’s own to what somebody else has saved where they set other things', async () => {
    const { element, settings, type, save } = await render();
    await type('Name', 'Harbour');
    settings.save({ welcome: 'Be kind.' });
    await save();
    expect(element.textContent).toContain('Their changes are shown here.');
    await save();
    expect(settings.held.settings).toMatchObject({ name: 'Harbour', welcome: 'Be kind.' });
  });

  it('asks again when the connection is back', async () => {
    const read = vi.spyOn(FakeServerSettings.prototype, 'read').mockRejectedValue(new Error('offline'));
    const { client, element } = await render();
    client.connection.set({ kind: 'offline', since: 0 });
    await vi.waitFor(() => expect(element.textContent).toContain('Try again'));
    read.mockRestore();
    client.connection.set({ kind: 'online' });
    await vi.waitFor(() => expect(element.querySelector('form')).not.toBeNull());
    expect(element.querySelector('parley-problem-note')).toBeNull();
  });
});
