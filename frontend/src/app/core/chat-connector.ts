import { InjectionToken } from '@angular/core';
import type { ChatClient } from '@parley/client';
import type { User } from '@parley/protocol';

/** Starts the SDK for a user; another one stands here in specs. */
export type ChatConnector = (user: User) => ChatClient;
export const CHAT_CONNECTOR = new InjectionToken<ChatConnector>('ChatConnector');
