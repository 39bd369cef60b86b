import { type ApplicationConfig, provideBrowserGlobalErrorListeners } from '@angular/core';
import { provideHttpClient } from '@angular/common/http';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { APP_BASE_HREF } from '@angular/common';
export const appConfig: ApplicationConfig = {
  providers: [provideBrowserGlobalErrorListeners(), { provide: APP_BASE_HREF, useValue: '/' }, provideHttpClient(), provideRouter([], withComponentInputBinding())],
};
