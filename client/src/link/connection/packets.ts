import { NAMESPACE } from '@parley/protocol';

/**
 * What comes in a frame, of that part of Engine.IO 4 and Socket.IO 5 that this protocol uses: one namespace, JSON without binary
 * attachments, acknowledgements of the server only.
 */
export type Packet =
  /** The first of a connection. @property deadAfter ms without a ping after which the connection is dead */
  | { readonly kind: 'handshake'; readonly deadAfter: number }
  | { readonly kind: 'ping' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'refused'; readonly error: Readonly<Record<string, unknown>> }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'event'; readonly name: unknown; readonly payload: unknown }
  | { readonly kind: 'answer'; readonly to: number; readonly answer: unknown }
  /** Nothing that concerns this protocol. */
  | { readonly kind: 'other' };

export const PONG = '3';
export const GOODBYE = `41${NAMESPACE},`;

const OF_NAMESPACE = new RegExp(`^4([0-4])${NAMESPACE},?(\\d*)(.*)$`, 's');

/** @throws Error if it is no frame of Engine.IO and Socket.IO */
export function packetIn(frame: string): Packet {
  if (frame.startsWith('0')) return handshakeIn(frame.slice(1));
  if (frame.startsWith('2')) return { kind: 'ping' };
  const [, type, id, json = ''] = OF_NAMESPACE.exec(frame) ?? [];
  if (type === '0') return { kind: 'connected' };
  if (type === '1') return { kind: 'disconnected' };
  if (type === '4') return { kind: 'refused', error: JSON.parse(json) as Readonly<Record<string, unknown>> };
  if (type === undefined) return { kind: 'other' };
  const [first, second] = JSON.parse(json) as readonly unknown[];
  if (type === '2') return { kind: 'event', name: first, payload: second };
  return { kind: 'answer', to: Number(id), answer: first };
}

function handshakeIn(json: string): Packet {
  const { pingInterval, pingTimeout } = JSON.parse(json) as Readonly<Record<string, unknown>>;
  const deadAfter = Number(pingInterval) + Number(pingTimeout);
  if (!Number.isFinite(deadAfter)) throw new Error('the handshake does not say how often the server pings');
  return { kind: 'handshake', deadAfter };
}

export function helloFrame(auth: object): string {
  return `40${NAMESPACE},${JSON.stringify(auth)}`;
}

/** @param id of the acknowledgement that is wanted */
export function eventFrame(name: string, payload: unknown, id?: number): string {
  return `42${NAMESPACE},${id ?? ''}${JSON.stringify([name, payload])}`;
}
