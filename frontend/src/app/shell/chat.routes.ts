import type { Routes } from '@angular/router';
import { chatStarted } from '../core/chat/chat-started.ts';
import { ConversationPage } from '../features/chat/page/conversation-page.ts';
import { withoutSecret } from '../core/session/without-secret.ts';
import { Frame } from './frame.ts';
import { part } from '../core/parts/parts.ts';

/** All routes that need the SDK, loaded together with it. */
export const chatRoutes: Routes = [
  {
    path: '',
    component: Frame,
    canActivate: [chatStarted],
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: () => part(() => import('./later/nothing.ts')).then(({ Nothing }) => Nothing),
      },
      {
        path: 'c/:conversation',
        component: ConversationPage,
        children: [
          {
            path: 'm/:seq',
            loadComponent: () =>
              part(() => import('../features/chat/page/later/follow-link.ts')).then(
                ({ FollowLink }) => FollowLink,
              ),
          },
          {
            path: 'search',
            loadComponent: () =>
              part(() => import('../features/search/search.ts')).then(({ Search }) => Search),
          },
          {
            path: 'details',
            loadComponent: () => part(() => import('./later/details.ts')).then(({ Details }) => Details),
          },
        ],
      },
      {
        path: 'people',
        loadComponent: () =>
          part(() => import('../features/contacts/people.ts')).then(({ People }) => People),
      },
      {
        path: 'rooms',
        loadComponent: () => part(() => import('../features/rooms/rooms.ts')).then(({ Rooms }) => Rooms),
      },
      {
        path: 'rooms/new',
        loadComponent: () =>
          part(() => import('../features/rooms/new-room.ts')).then(({ NewRoom }) => NewRoom),
      },
      {
        path: 'rooms/:conversation',
        canActivate: [withoutSecret],
        // Also for a link that brings another password along to the page of the same room.
        runGuardsAndResolvers: 'always',
        loadComponent: () =>
          part(() => import('../features/rooms/room-page.ts')).then(({ RoomPage }) => RoomPage),
      },
      {
        path: 'groups/new',
        loadComponent: () =>
          part(() => import('../features/groups/new-group.ts')).then(({ NewGroup }) => NewGroup),
      },
      {
        path: 'machines',
        loadComponent: () =>
          part(() => import('../features/machines/machines.ts')).then(({ Machines }) => Machines),
      },
      {
        path: 'machines/new',
        loadComponent: () =>
          part(() => import('../features/machines/new-machine.ts')).then(({ NewMachine }) => NewMachine),
      },
      {
        path: 'machines/:uid',
        loadComponent: () =>
          part(() => import('../features/machines/machine-page.ts')).then(({ MachinePage }) => MachinePage),
      },
      {
        path: 'admin',
        loadChildren: () =>
          part(() => import('../features/admin/admin-routes.ts')).then(({ adminRoutes }) => adminRoutes),
      },
      { path: 'settings', pathMatch: 'full', redirectTo: 'settings/appearance' },
      {
        path: 'settings/:section',
        loadComponent: () =>
          part(() => import('../features/settings/settings.ts')).then(({ Settings }) => Settings),
      },
      { path: '**', redirectTo: '' },
    ],
  },
];
