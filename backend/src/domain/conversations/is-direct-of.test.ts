import { randomUUID } from 'node:crypto';
import { directConversationId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { sha256 } from '../sha256.ts';
import { isDirectOf } from './is-direct-of.ts';

test('a direct conversation is that of its two users, whoever asks, and of nobody else, also once it is known', () => {
  const [anna, ben, carl] = [randomUUID(), randomUUID(), randomUUID()];
  const conversation = directConversationId(sha256, anna, ben);
  for (let asked = 0; asked < 2; asked++) {
    expect(isDirectOf(conversation, anna, carl)).toBe(false);
    expect(isDirectOf(conversation, carl, ben)).toBe(false);
    expect(isDirectOf(conversation, anna, anna)).toBe(false);
    expect(isDirectOf(conversation, anna, ben)).toBe(true);
    expect(isDirectOf(conversation, ben, anna)).toBe(true);
  }
});

test('notes to oneself are those of one user', () => {
  const [anna, ben] = [randomUUID(), randomUUID()];
  const notes = directConversationId(sha256, anna, anna);
  for (let asked = 0; asked < 2; asked++) {
    expect(isDirectOf(notes, anna, anna)).toBe(true);
    expect(isDirectOf(notes, anna, ben)).toBe(false);
  }
});
