import type { Routes } from '@angular/router';
import { Admin } from './admin.ts';
import { SECTIONS } from './sections.ts';

/** `/admin` and what lies behind it, loaded when an administrator goes there. */
export const adminRoutes: Routes = [
  {
    path: '',
    component: Admin,
    children: [
      ...SECTIONS.map(({ id, load }) => ({ path: id, loadComponent: load })),
      { path: '**', redirectTo: `/admin/${SECTIONS[0].id}` },
    ],
  },
];
