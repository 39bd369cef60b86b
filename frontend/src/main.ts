import { bootstrapApplication } from '@angular/platform-browser';
import { appConfig } from './app/app.config.ts';
import { App } from './app/app.ts';
import { trustOwnWorkers } from './app/core/device/worker-policy.ts';
import { part } from './app/core/parts/parts.ts';

trustOwnWorkers();

if (isSecureContext) {
  void bootstrapApplication(App, appConfig);
} else {
  void part(() => import('./app/shell/later/insecure.ts')).then(({ Insecure }) =>
    bootstrapApplication(Insecure),
  );
}
