import * as z from 'zod/mini';
import { AccountInfo } from '../../accounts/account-info.ts';
import { Invitation } from '../../accounts/invitation.ts';
import { User } from '../../accounts/user.ts';
import { Time, Uuid } from '../../ids.ts';
import { LIMITS } from '../../limits.ts';
import { None, route } from '../route.ts';

/** All accounts and all invitations, for administrators. */
export const ADMIN_ACCOUNT_ROUTES = {
  /** Accounts with names in which each word of `q` begins a word, by name; those that are not in use last. */
  accounts: route({
    method: 'GET',
    path: '/admin/accounts',
    who: 'admin',
    request: z.object({
      q: z.optional(z.string().check(z.maxLength(LIMITS.searchMax))),
      after: z.optional(Uuid),
    }),
    /** `users` are those who invited them. Ask again with `next` as `after`. `total` counts all accounts. */
    response: z.object({
      accounts: z.array(AccountInfo),
      users: z.array(User),
      next: z.optional(Uuid),
      total: z.int(),
    }),
  }),
  /** Ends all sessions of somebody, on every server. */
  logOutAccount: route({
    method: 'DELETE',
    path: '/admin/accounts/:uid/sessions',
    who: 'admin',
    request: None,
    response: None,
  }),
  deactivateAccount: route({
    method: 'PUT',
    path: '/admin/accounts/:uid/deactivation',
    who: 'admin',
    request: None,
    response: None,
  }),
  reactivateAccount: route({
    method: 'DELETE',
    path: '/admin/accounts/:uid/deactivation',
    who: 'admin',
    request: None,
    response: None,
  }),
  makeAdmin: route({
    method: 'PUT',
    path: '/admin/accounts/:uid/administration',
    who: 'admin',
    request: None,
    response: None,
  }),
  unmakeAdmin: route({
    method: 'DELETE',
    path: '/admin/accounts/:uid/administration',
    who: 'admin',
    request: None,
    response: None,
  }),
  /** What goes into a link by which its user sets a new password, once. `secret` is never shown again. */
  createResetLink: route({
    method: 'POST',
    path: '/admin/accounts/:uid/reset',
    who: 'admin',
    request: None,
    response: z.object({ secret: z.string(), expiresAt: Time }),
  }),
  /** For good. What they said stays. */
  removeAccount: route({
    method: 'DELETE',
    path: '/admin/accounts/:uid',
    who: 'admin',
    request: None,
    response: None,
  }),
  /** Of all makers, newest first. */
  allInvitations: route({
    method: 'GET',
    path: '/admin/invitations',
    who: 'admin',
    request: z.object({ after: z.optional(Uuid) }),
    /** `users` are those who made and used them. Without `createdBy` it was the operator. Ask again with `next` as `after`. */
    response: z.object({
      invitations: z.array(z.extend(Invitation, { createdBy: z.optional(Uuid) })),
      users: z.array(User),
      next: z.optional(Uuid),
    }),
  }),
  revokeAnyInvitation: route({
    method: 'DELETE',
    path: '/admin/invitations/:id',
    who: 'admin',
    request: None,
    response: None,
  }),
} as const;
