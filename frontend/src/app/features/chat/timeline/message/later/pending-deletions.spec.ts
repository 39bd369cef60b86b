import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { ada } from '../../../../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../../../../testing/render-conversation.ts';
import { uid } from '../../../../../../../testing/sample-people.ts';
import { Toasts } from '../../../../../core/overlays/toasts.ts';
import { Logout } from '../../../list/later/logout.ts';
import { PendingDeletions } from './pending-deletions.ts';

@Component({ template: '' })
class Nothing {}

const CONVERSATION = uid(1);
const NOTES = 'parley.deletions';

describe('PendingDeletions', () => {
  afterEach(() => vi.useRealTimers());

  /** A message whose deletion was asked for; the toast with its Undo opens when the test says so. */
  async function deleteOne() {
    const { client, session } = await renderInConversation(Nothing, {
      id: CONVERSATION,
      providers: [provideRouter([{ path: 'login', component: Nothing }])],
    });
    vi.useFakeTimers();
    const done: string[] = [];
    vi.spyOn(client, 'delete').mockImplementation(async (conversation, seq) => {
      expect([conversation, seq]).toEqual([CONVERSATION, 1]);
      done.push('deleted');
    });
    vi.spyOn(client, 'settled').mockImplementation(async () => void done.push('settled'));
    vi.spyOn(client, 'close').mockImplementation(async () => void done.push('closed'));
    vi.spyOn(session, 'logout').mockImplementation(async () => void done.push('logged out'));
    const { promise: toast, resolve: openToast } = Promise.withResolvers<undefined>();
    const offer = vi.spyOn(TestBed.inject(Toasts), 'offerUndo').mockReturnValue(toast);
    TestBed.inject(PendingDeletions).add(CONVERSATION, 1, 'Message will be deleted');
    const undo = offer.mock.lastCall?.[1] ?? expect.unreachable();
    return { client, session, done, openToast, undo };
  }

  it('deletes when the time to undo it is over, which begins when that can be done', async () => {
    const { done, openToast } = await deleteOne();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done).toEqual([]);
    openToast(undefined);
    await vi.advanceTimersByTimeAsync(5_900);
    expect(done).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(done).toEqual(['deleted']);
  });

  it('deletes nothing that was taken back', async () => {
    const { done, openToast, undo } = await deleteOne();
    openToast(undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    undo();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done).toEqual([]);
  });

  it('is sent by the next page where this one had no time to, unless another tab takes it back', async () => {
    const { done } = await deleteOne();
    const noted = localStorage.getItem(NOTES) ?? expect.unreachable();
    const nextPage = () => {
      const page = TestBed.runInInjectionContext(() => new PendingDeletions());
      page.resume();
      return vi.advanceTimersByTimeAsync(6_100);
    };
    await nextPage();
    expect(done).toEqual(['deleted']);
    await nextPage();
    expect(done).toEqual(['deleted']);

    localStorage.setItem(NOTES, noted);
    const undone = nextPage();
    localStorage.removeItem(NOTES);
    await undone;
    expect(done).toEqual(['deleted']);
  });

  it('is not sent for anybody else', async () => {
    const { done, undo } = await deleteOne();
    const noted = localStorage.getItem(NOTES) ?? expect.unreachable();
    undo();
    expect(localStorage.getItem(NOTES)).toBeNull();
    localStorage.setItem(NOTES, noted.replace(ada.uid, uid(9)));
    TestBed.inject(PendingDeletions).resume();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done).toEqual([]);
  });

  it('is sent before a log-out ends the session', async () => {
    const { done, openToast } = await deleteOne();
    openToast(undefined);
    await TestBed.inject(Logout).run();
    expect(done.slice(0, 3)).toEqual(['deleted', 'settled', 'logged out']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done.filter((what) => what === 'deleted')).toHaveLength(1);
  });

  it('is stored before the chat closes because the session ended', async () => {
    const { done, openToast, session } = await deleteOne();
    openToast(undefined);
    session.ended({ code: 'E_SESSION_ENDED', message: 'Log in again.', retryable: false });
    await vi.advanceTimersByTimeAsync(100);
    expect(done).toEqual(['deleted', 'closed']);
  });
});
