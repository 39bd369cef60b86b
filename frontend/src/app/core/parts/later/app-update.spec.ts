import { TestBed } from '@angular/core/testing';
import type { UnrecoverableStateEvent, VersionEvent } from '@angular/service-worker';
import { Subject } from 'rxjs';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';
import { AppUpdate } from './app-update.ts';
import { AppWorker } from './app-worker.ts';
import { Offers } from '../../overlays/offers.ts';

describe('AppUpdate', () => {
  const version = { hash: 'b' };

  function started() {
    const versionUpdates = new Subject<VersionEvent>();
    const unrecoverable = new Subject<UnrecoverableStateEvent>();
    TestBed.configureTestingModule({
      providers: [
        { provide: AppWorker, useValue: { updates: { isEnabled: true, versionUpdates, unrecoverable } } },
      ],
    });
    TestBed.inject(AppUpdate).start();
    return { versionUpdates, offers: TestBed.inject(Offers) };
  }

  it('offers a reload once a new version is there, for as long as it takes', () => {
    const { versionUpdates, offers } = started();
    versionUpdates.next({ type: 'VERSION_READY', currentVersion: { hash: 'a' }, latestVersion: version });
    expect(offers.current()).toMatchObject({
      text: ACTION_MESSAGES.updateReady,
      action: ACTION_MESSAGES.reload,
    });
  });

  it('says nothing while it is only on its way', () => {
    const { versionUpdates, offers } = started();
    versionUpdates.next({ type: 'VERSION_DETECTED', version });
    versionUpdates.next({ type: 'NO_NEW_VERSION_DETECTED', version });
    expect(offers.current()).toBeUndefined();
  });
});
