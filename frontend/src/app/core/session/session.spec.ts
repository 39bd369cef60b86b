import { TestBed } from '@angular/core/testing';
import { FakeSessionClient } from '../../../../testing/fake-session-client.ts';
import { SERVER_ACCESS } from './server-access-loader.ts';
import { Session } from './session.ts';

describe('Session', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('asks until the server answers, and then no longer listens for the network', async () => {
    const listening = new Set<unknown>();
    vi.spyOn(window, 'addEventListener').mockImplementation((_, listener) => void listening.add(listener));
    vi.spyOn(window, 'removeEventListener').mockImplementation(
      (_, listener) => void listening.delete(listener),
    );
    const client = new FakeSessionClient();
    const restore = vi.spyOn(client, 'restore');
    restore.mockRejectedValueOnce(new Error('away')).mockRejectedValueOnce(new Error('away'));
    TestBed.configureTestingModule({
      providers: [{ provide: SERVER_ACCESS, useValue: async () => ({ session: client }) }],
    });

    const restored = TestBed.inject(Session).restore();
    await vi.advanceTimersByTimeAsync(0);
    expect(listening.size).toBe(1);
    await vi.advanceTimersByTimeAsync(3_000);
    await restored;
    expect(restore).toHaveBeenCalledTimes(3);
    expect(listening.size).toBe(0);
  });
});
