import { renderInConversation } from '../../../testing/render-conversation.ts';
import { OfflineLine } from './offline-line.ts';

describe('OfflineLine', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => vi.useRealTimers());

  it.each([
    [undefined, true],
    ['full', true],
    ['lost', true],
    ['unavailable', false],
    ['newer', false],
    ['blocked', false],
    ['taken', false],
  ] as const)('beside the note of a copy that is %s, stands: %s', async (problem, isShown) => {
    const id = '00000000-0000-4000-8000-0000000000c1';
    const { element, fixture, client } = await renderInConversation(OfflineLine, { id });
    client.connection.set({ kind: 'offline', since: 0 });
    client.problem.set(problem);
    vi.advanceTimersByTime(10_000);
    await fixture.whenStable();
    expect(element.textContent.includes("You're offline")).toBe(isShown);
  });
});
