import type { Routes } from '@angular/router';
import { loggedIn } from './core/session/logged-in.ts';
import { part } from './core/parts/parts.ts';

export const routes: Routes = [
  {
    path: 'login',
    loadComponent: () => part(() => import('./features/login/login.ts')).then(({ Login }) => Login),
  },
  {
    path: 'register',
    loadComponent: () => part(() => import('./features/login/register.ts')).then(({ Register }) => Register),
  },
  {
    path: 'reset',
    loadComponent: () => part(() => import('./features/login/reset.ts')).then(({ Reset }) => Reset),
  },
  {
    path: '',
    canActivate: [loggedIn],
    loadChildren: () => part(() => import('./shell/chat.routes.ts')).then(({ chatRoutes }) => chatRoutes),
  },
];
