import { NAMESPACE } from '@parley/protocol';

/** What comes over a WebSocket of Socket.IO 4, as far as servers of Parley send it. */
export type Packet =
  | { readonly kind: 'opened'; readonly silenceMs: number }
  | { readonly kind: 'ping' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'refused'; readonly data: unknown; readonly message: string }
  | { readonly kind: 'event'; readonly name: unknown; readonly payload: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'ended' };

export const PONG = '3';
export const DISCONNECT = `41${NAMESPACE},`;

/** Asks to come in. */
export function connectPacket(auth: unknown): string {
  return `40${NAMESPACE},${JSON.stringify(auth)}`;
}

/** @param id names the answer that is asked for, if one is */
export function eventPacket(name: string, payload: unknown, id?: number): string {
  return `42${NAMESPACE},${id ?? ''}${JSON.stringify([name, payload])}`;
}

const IN_NAMESPACE = new RegExp(`^4([0-4])${NAMESPACE},(\\d*)(.+)?$`, 's');

/**
 * Reads a frame: of Engine.IO (open, close, ping), or of Socket.IO in it.
 *
 * @returns undefined for what asks for nothing, and what a later version sends
 * @throws Error if it is broken
 */
export function packetIn(frame: string): Packet | undefined {
  if (frame.startsWith('0')) {
    const { pingInterval, pingTimeout } = JSON.parse(frame.slice(1)) as Readonly<Record<string, number>>;
    return { kind: 'opened', silenceMs: Number(pingInterval) + Number(pingTimeout) };
  }
  if (frame.startsWith('1')) return { kind: 'ended' };
  if (frame.startsWith('2')) return { kind: 'ping' };
  const [, kind, id, json] = IN_NAMESPACE.exec(frame) ?? [];
  return kind === undefined ? undefined : packetOf(kind, Number(id), JSON.parse(json ?? 'null'));
}

function packetOf(kind: string, id: number, data: unknown): Packet | undefined {
  switch (kind) {
    case '0':
      return { kind: 'connected' };
    case '1':
      return { kind: 'ended' };
    case '2':
      return Array.isArray(data) ? { kind: 'event', name: data[0], payload: data[1] } : undefined;
    case '3':
      return Array.isArray(data) ? { kind: 'answer', id, answer: data[0] } : undefined;
    default:
      return { kind: 'refused', ...refusalIn(data) };
  }
}

function refusalIn(refusal: unknown): { readonly data: unknown; readonly message: string } {
  const { data, message } = (refusal ?? {}) as { readonly data?: unknown; readonly message?: unknown };
  return { data, message: String(message) };
}
