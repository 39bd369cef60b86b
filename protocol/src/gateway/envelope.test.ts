import { expect, test } from 'vitest';
import { GATEWAY_ENVELOPES, gatewayEnvelopeTypeOf } from './envelope.ts';

const id = '00000000-0000-4000-8000-000000000001';

test('an envelope has a type that is known', () => {
  expect(gatewayEnvelopeTypeOf({ header: { message_type: 'direct' } })).toBe('direct');
  for (const none of [undefined, null, 'direct', [], {}, { header: null }, { header: { message_type: 1 } }])
    expect(gatewayEnvelopeTypeOf(none)).toBeUndefined();
  for (const message_type of ['ack', 'constructor', '__proto__', ''])
    expect(gatewayEnvelopeTypeOf({ header: { message_type } })).toBeUndefined();
});

test('what a script leaves out may be missing or null, and what it adds is ignored', () => {
  const header = { message_type: 'direct', to: 'alice', from: null, signature: null, colour: 'red' };
  const parsed = GATEWAY_ENVELOPES.direct.parse({ header, body: { content: 'hello' } });
  expect(parsed).toEqual({
    header: { message_type: 'direct', to: 'alice', from: null, signature: null },
    body: { content: 'hello' },
  });
});

test.each([
  { header: { message_type: 'room', to: '' }, body: { content: 'x' } },
  { header: { message_type: 'room', to: 'x'.repeat(101) }, body: { content: 'x' } },
  {
    header: { message_type: 'room', to: 'x', id: id.toUpperCase().replace('4', 'A') },
    body: { content: 'x' },
  },
  { header: { message_type: 'room', to: 'x', timestamp: 'now' }, body: { content: 'x' } },
  { header: { message_type: 'room', to: 'x' }, body: { content: 7 } },
  { header: { message_type: 'room', to: 'x' }, body: {} },
  { header: { message_type: 'room', to: 'x' } },
])('what is no envelope is refused: %j', (value) => {
  expect(GATEWAY_ENVELOPES.room.safeParse(value).success).toBe(false);
});
