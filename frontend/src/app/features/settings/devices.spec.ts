import type { SessionInfo } from '@parley/protocol';
import { FakeSessionClient } from '../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { Devices } from './devices.ts';

const HOUR = 60 * 60 * 1000;

/** A browser that logged in and was last used so many hours ago. */
function device(name: string, login: number, use: number, current = false): SessionInfo {
  const now = Date.now();
  const device = { id: crypto.randomUUID(), name };
  const createdAt = now - login * HOUR;
  return { sid: crypto.randomUUID(), device, createdAt, lastSeenAt: now - use * HOUR, current };
}

async function render(sessions: readonly SessionInfo[]) {
  vi.spyOn(FakeSessionClient.prototype, 'sessions').mockResolvedValue(sessions);
  return (await renderInConversation(Devices, { id: uid(1) })).element;
}

const SESSIONS = [
  device('Chrome on Linux', 2, 1),
  device('Firefox on Linux', 900, 5),
  device('Chrome on Linux', 400, 300),
  device('Chrome on Linux', 3, 2, true),
];

describe('Devices', () => {
  it('tells devices of one name apart, by the order of their logins, and begins with this one', async () => {
    const element = await render(SESSIONS);

    const names = [...element.querySelectorAll('.name')].map((name) => name.textContent);
    expect(names).toEqual(['Chrome on Linux 2', 'Chrome on Linux 3', 'Firefox on Linux', 'Chrome on Linux']);
    const buttons = [...element.querySelectorAll('button')].map((button) => button.ariaLabel);
    expect(buttons).toEqual([
      'Log out Chrome on Linux 3',
      'Log out Firefox on Linux',
      'Log out Chrome on Linux',
    ]);
  });

  it('says of each since when it is logged in, and when it was last used', async () => {
    const [first, second] = (await render(SESSIONS)).querySelectorAll('li');

    expect(first?.textContent).toMatch(/This device, logged in since \S+/);
    expect(second?.textContent).toMatch(/Last used \S+.*, logged in since \S+/);
  });
});
