import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { FakeChatClient } from '../../../../../testing/fake-chat-client.ts';
import { sampleChat } from '../../../../../testing/sample-chat.ts';
import { message } from '../../../../../testing/sample-messages.ts';
import { person } from '../../../../../testing/sample-people.ts';
import { CHAT_CONNECTOR } from '../../chat/chat-connector.ts';
import { Chat } from '../../chat/chat.ts';
import { Notifications } from './notifications.ts';
import { SystemNotifications } from './system-notifications.ts';

const MANY = 2_000;

describe('Notifications', () => {
  const asked = vi.fn<() => string>();
  const system = {
    show: vi.fn<SystemNotifications['show']>(),
    withdraw: () => undefined,
    tags: async () => [],
  };

  beforeEach(() => {
    localStorage.clear();
    asked.mockReset().mockReturnValue('granted');
    system.show.mockReset();
    vi.stubGlobal('Notification', {
      get permission() {
        return asked();
      },
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  /** Two groups, and what makes messages arrive in them. */
  function started() {
    const content = sampleChat();
    const client = new FakeChatClient(content);
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: CHAT_CONNECTOR, useValue: () => client },
        { provide: SystemNotifications, useValue: system },
      ],
    });
    TestBed.inject(Chat).start(person(0));
    TestBed.runInInjectionContext(() => TestBed.inject(Notifications).start());
    const groups = content.rows.filter(({ type, preferences }) => type === 'group' && !preferences.muted);
    const [one, other] = groups.map(({ id }) => id);
    if (one === undefined || other === undefined) throw new Error('two conversations are needed');
    const arrive = (conversation: string, seq: number, more: { plain?: true } = {}) =>
      client.arrive({
        conversation,
        message: { ...message(seq, person(1).uid, 0, { text: `Message ${seq}` }), ...more },
      });
    return { one, other, arrive };
  }

  it('shows the newest of each conversation of what comes at once', async () => {
    const { one, other, arrive } = started();
    for (let seq = 1; seq <= MANY; seq++) arrive(one, seq);
    arrive(other, 7);
    await Promise.resolve();
    const shown = system.show.mock.calls.map(([{ tag, body }]) => ({ tag, body }));
    expect(shown).toEqual([
      { tag: one, body: `Message ${MANY}` },
      { tag: other, body: 'Message 7' },
    ]);

    arrive(one, MANY + 1);
    await Promise.resolve();
    expect(system.show).toHaveBeenLastCalledWith(expect.objectContaining({ body: `Message ${MANY + 1}` }));
  });

  it('says of a plain message among encrypted ones that it is plain', async () => {
    const { one, arrive } = started();
    const simple = { protection: 'simple', leftOut: [], notOpened: new Map(), alarms: [] } as const;
    vi.spyOn(TestBed.inject(Chat), 'sealed').mockReturnValue(new Map([[one, simple]]));
    arrive(one, 1, { plain: true });
    await Promise.resolve();
    expect(system.show).toHaveBeenLastCalledWith(
      expect.objectContaining({ body: 'Not encrypted: Message 1' }),
    );
    arrive(one, 2);
    await Promise.resolve();
    expect(system.show).toHaveBeenLastCalledWith(expect.objectContaining({ body: 'Message 2' }));
  });

  it('says of a machine that it is one', async () => {
    const { one, arrive } = started();
    arrive(one, 1);
    await Promise.resolve();
    expect(system.show.mock.lastCall?.[0].title).not.toContain('machine');
    const grafana = { ...person(1), displayName: 'Grafana', kind: 'machine' } as const;
    vi.spyOn(TestBed.inject(Chat), 'user').mockReturnValue(grafana);
    arrive(one, 2);
    await Promise.resolve();
    expect(system.show.mock.lastCall?.[0].title).toMatch(/^Grafana \(machine\) · /);
  });

  it('does not ask the browser for its permission with each message: that takes Chromium 0.2 ms', () => {
    const { one, arrive } = started();
    asked.mockClear();
    for (let seq = 1; seq <= MANY; seq++) arrive(one, seq);
    expect(asked).not.toHaveBeenCalled();
  });
});
