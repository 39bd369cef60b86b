import { scannedNumber, type Scanned } from './scanned-number.ts';

/** A fingerprint and two uids. */
function code(fingerprint: number, uids: number): Uint8Array {
  return Uint8Array.from({ length: 64 }, (_, at) => (at < 32 ? fingerprint : uids));
}

describe('scannedNumber', () => {
  it.each<[Scanned, Uint8Array]>([
    ['same', code(1, 2)],
    ['differs', code(9, 2)],
    ['ofOthers', code(1, 9)],
    ['noNumber', code(1, 2).slice(0, 63)],
    ['noNumber', new TextEncoder().encode('https://parley.example/register#secret')],
  ])('takes a code for %s', (result, scanned) => {
    expect(scannedNumber({ code: code(1, 2) }, scanned)).toBe(result);
  });
});
