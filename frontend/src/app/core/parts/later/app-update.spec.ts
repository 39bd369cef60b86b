import { DOCUMENT } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { UnrecoverableStateEvent, VersionEvent } from '@angular/service-worker';
import { Subject } from 'rxjs';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';
import { AppUpdate } from './app-update.ts';
import { AppWorker } from './app-worker.ts';
import { Offers } from '../../overlays/offers.ts';

describe('AppUpdate', () => {
  const version = { hash: 'b' };

  function started(controlsPage = true) {
    const versionUpdates = new Subject<VersionEvent>();
    const unrecoverable = new Subject<UnrecoverableStateEvent>();
    const checkForUpdate = vi.fn(async () => true);
    const reload = vi.fn();
    TestBed.configureTestingModule({
      providers: [
        { provide: DOCUMENT, useValue: { location: { reload } } },
        {
          provide: AppWorker,
          useValue: {
            controlsPage,
            updates: { isEnabled: true, versionUpdates, unrecoverable, checkForUpdate },
          },
        },
      ],
    });
    TestBed.inject(AppUpdate).start();
    return { checkForUpdate, reload, versionUpdates, offers: TestBed.inject(Offers) };
  }

  it('offers a reload once a new version is there, for as long as it takes', () => {
    const { versionUpdates, offers } = started();
    versionUpdates.next({ type: 'VERSION_READY', currentVersion: { hash: 'a' }, latestVersion: version });
    expect(offers.current()).toMatchObject({
      text: ACTION_MESSAGES.updateReady,
      action: ACTION_MESSAGES.reload,
    });
  });

  it('fetches the newest version before a reload, where a worker would answer with the one that it has', async () => {
    const { checkForUpdate, reload } = started();
    await TestBed.inject(AppUpdate).reload();
    expect(checkForUpdate).toHaveBeenCalledBefore(reload);
  });

  it('leaves it to the reload where no worker controls the page: it would wait for one forever', async () => {
    const { checkForUpdate, reload } = started(false);
    await TestBed.inject(AppUpdate).reload();
    expect(checkForUpdate).not.toHaveBeenCalled();
    expect(reload).toHaveBeenCalledOnce();
  });

  it('says nothing while it is only on its way', () => {
    const { versionUpdates, offers } = started();
    versionUpdates.next({ type: 'VERSION_DETECTED', version });
    versionUpdates.next({ type: 'NO_NEW_VERSION_DETECTED', version });
    expect(offers.current()).toBeUndefined();
  });
});
