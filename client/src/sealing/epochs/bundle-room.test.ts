import { KEY_LIMITS } from '@parley/protocol';
import { expect, test } from 'vitest';
import { recipientsThatFit } from './bundle-room.ts';

test('the keys of an epoch come in no more parts than servers allow', () => {
  expect(recipientsThatFit(1)).toBe(KEY_LIMITS.partRecipients);
});
