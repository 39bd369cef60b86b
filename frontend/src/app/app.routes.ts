import type { Routes } from '@angular/router';
import { loggedIn } from './core/logged-in.ts';

export const routes: Routes = [
  { path: 'login', loadComponent: () => import('./features/login/login.ts').then(({ Login }) => Login) },
  {
    path: 'register',
    loadComponent: () => import('./features/login/register.ts').then(({ Register }) => Register),
  },
  { path: 'reset', loadComponent: () => import('./features/login/reset.ts').then(({ Reset }) => Reset) },
  {
    path: '',
    canActivate: [loggedIn],
    loadChildren: () => import('./chat.routes.ts').then(({ chatRoutes }) => chatRoutes),
  },
];
