import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { directConversationId } from './direct-conversation.ts';
import { Uuid } from '../ids.ts';

const sha256 = (bytes: Uint8Array) => hash('sha256', bytes, 'buffer');
const anna = 'aaaaaaaa-0000-4000-8000-000000000000';
const ben = 'bbbbbbbb-0000-4000-8000-000000000000';

test('both sides name their conversation alike', () => {
  expect(directConversationId(sha256, anna, ben)).toBe(directConversationId(sha256, ben, anna));
});

test('the id is frozen: another one would part people from their history', () => {
  expect(directConversationId(sha256, anna, ben)).toBe('6000bc1d-b8e4-89c3-90b4-6bff4f69c4d2');
});

test('it is a UUID, and of version 8', () => {
  expect(Uuid.safeParse(directConversationId(sha256, anna, ben)).success).toBe(true);
  expect(directConversationId(sha256, anna, ben)[14]).toBe('8');
});

test('notes to oneself are another conversation', () => {
  expect(directConversationId(sha256, anna, anna)).not.toBe(directConversationId(sha256, anna, ben));
});
