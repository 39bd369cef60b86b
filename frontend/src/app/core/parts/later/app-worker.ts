import {
  APP_INITIALIZER,
  createEnvironmentInjector,
  EnvironmentInjector,
  inject,
  isDevMode,
  runInInjectionContext,
  Service,
} from '@angular/core';
import { provideServiceWorker, SwUpdate } from '@angular/service-worker';

/** The service worker, which makes the application open offline. Loaded after the page: a first visit has none anyway. */
@Service()
export class AppWorker {
  private readonly injector = createEnvironmentInjector(
    [provideServiceWorker('/ngsw-worker.js', { enabled: !isDevMode() })],
    inject(EnvironmentInjector),
  );
  readonly updates = this.injector.get(SwUpdate);

  /** Whether it answers this page's requests. One that can't be registered, as with an untrusted certificate, never does. */
  get controlsPage(): boolean {
    return this.updates.isEnabled && navigator.serviceWorker.controller !== null;
  }

  constructor() {
    // Angular registers the worker in an initializer, and runs those of the application's own injector only.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- what replaces it can only provide, not read
    for (const initialize of this.injector.get(APP_INITIALIZER))
      runInInjectionContext(this.injector, () => void initialize());
  }
}
