import { expect, test } from 'vitest';
import { eventFrame, packetIn } from './packets.ts';

test.each([
  ['0{"sid":"a","pingInterval":25000,"pingTimeout":20000}', { kind: 'handshake', deadAfter: 45_000 }],
  ['2', { kind: 'ping' }],
  ['40/chat,{"sid":"b"}', { kind: 'connected' }],
  ['41/chat,', { kind: 'disconnected' }],
  ['44/chat,{"message":"no","data":{"code":"E"}}', { kind: 'refused', error: { message: 'no' } }],
  ['42/chat,["typing",{"uid":"[1]"}]', { kind: 'event', name: 'typing', payload: { uid: '[1]' } }],
  ['43/chat,12[{"success":true}]', { kind: 'answer', to: 12, answer: { success: true } }],
  ['6', { kind: 'other' }],
  ['42["typing",{}]', { kind: 'other' }],
])('%s is understood', (frame, packet) => {
  expect(packetIn(frame)).toMatchObject(packet);
});

test.each(['0', '0{}', '42/chat,', '42/chat,{"no":"array"}', '43/chat,1{'])('%s is no frame', (frame) => {
  expect(() => packetIn(frame)).toThrow();
});

test('an event asks for an acknowledgement by its number', () => {
  expect(eventFrame('typing', { uid: 'a' })).toBe('42/chat,["typing",{"uid":"a"}]');
  expect(eventFrame('heads', {}, 0)).toBe('42/chat,0["heads",{}]');
});
