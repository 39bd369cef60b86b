import type { Uuid } from '@parley/protocol';

/** The address that brings the password of a room along. Browsers send what is behind `#` to no server. */
export function roomLink(room: Uuid, password: string): string {
  return `${location.origin}/rooms/${room}#${toBase64Url(new TextEncoder().encode(password))}`;
}

/** The password of a link; undefined if it is none. */
export function passwordIn(secret: string | undefined): string | undefined {
  try {
    const bytes = Uint8Array.from(fromBase64Url(secret ?? ''), (letter) => letter.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes) || undefined;
  } catch {
    return undefined; // Somebody has changed or cut the address.
  }
}

function toBase64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): string {
  return atob(text.replaceAll('-', '+').replaceAll('_', '/'));
}
