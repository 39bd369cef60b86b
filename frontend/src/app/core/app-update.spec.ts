import { TestBed } from '@angular/core/testing';
import type { UnrecoverableStateEvent, VersionEvent } from '@angular/service-worker';
import { Subject } from 'rxjs';
import { ACTION_MESSAGES } from '../shared/action-messages.ts';
import { AppUpdate } from './app-update.ts';
import { AppWorker } from './app-worker.ts';
import { Toasts } from './toasts.ts';

describe('AppUpdate', () => {
  const version = { hash: 'b' };

  function started() {
    const versionUpdates = new Subject<VersionEvent>();
    const unrecoverable = new Subject<UnrecoverableStateEvent>();
    const invite = vi.fn<Toasts['invite']>();
    TestBed.configureTestingModule({
      providers: [
        { provide: AppWorker, useValue: { updates: { isEnabled: true, versionUpdates, unrecoverable } } },
        { provide: Toasts, useValue: { invite } },
      ],
    });
    TestBed.inject(AppUpdate).start();
    return { versionUpdates, invite };
  }

  it('offers a reload once a new version is there, for as long as it takes', () => {
    const { versionUpdates, invite } = started();
    versionUpdates.next({ type: 'VERSION_READY', currentVersion: { hash: 'a' }, latestVersion: version });
    expect(invite).toHaveBeenCalledExactlyOnceWith(
      ACTION_MESSAGES.updateReady,
      ACTION_MESSAGES.reload,
      expect.any(Function),
      0,
    );
  });

  it('says nothing while it is only on its way', () => {
    const { versionUpdates, invite } = started();
    versionUpdates.next({ type: 'VERSION_DETECTED', version });
    versionUpdates.next({ type: 'NO_NEW_VERSION_DETECTED', version });
    expect(invite).not.toHaveBeenCalled();
  });
});
