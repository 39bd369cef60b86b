import type { Routes } from '@angular/router';
import { loggedIn } from './core/logged-in.ts';
import { part } from './core/parts.ts';

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
    loadChildren: () => part(() => import('./chat.routes.ts')).then(({ chatRoutes }) => chatRoutes),
  },
];
