import { ParleyError, SERVER_LIMITS } from '@parley/protocol';
import type { Picture } from './settings-store.ts';

interface Measured {
  readonly type: Picture['type'];
  readonly width: number;
  readonly height: number;
}

const { iconBytes, iconSideMin, iconSideMax } = SERVER_LIMITS;
const ALLOWED = `a square PNG, WebP or JPEG of at most ${iconBytes / 1024} KiB, from ${iconSideMin} to ${iconSideMax} pixels wide`;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * A picture by its own first bytes: what a client calls it counts for nothing.
 * @throws ParleyError `E_SETTING`
 */
export function pictureOf(base64: string): Picture {
  const bytes = BASE64.test(base64) ? Buffer.from(base64, 'base64') : Buffer.alloc(0);
  const measured = bytes.length > iconBytes ? undefined : measure(bytes);
  if (measured === undefined || !isFitting(measured))
    throw new ParleyError('E_SETTING', { message: `The icon can't be used. Allowed: ${ALLOWED}.` });
  return { type: measured.type, bytes: base64 };
}

function isFitting({ width, height }: Measured): boolean {
  return width === height && width >= iconSideMin && width <= iconSideMax;
}

function measure(bytes: Buffer): Measured | undefined {
  try {
    return measurePng(bytes) ?? measureWebp(bytes) ?? measureJpeg(bytes);
  } catch (error) {
    // It ends before it says how large it is.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function measurePng(bytes: Buffer): Measured | undefined {
  if (bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n' || bytes.toString('latin1', 12, 16) !== 'IHDR')
    return undefined;
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** https://developers.google.com/speed/webp/docs/riff_container, and RFC 6386 section 9.1 */
function measureWebp(bytes: Buffer): Measured | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return undefined;
  const type = 'image/webp';
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return {
        type,
        width: bytes.readUInt16LE(26) & 0x3fff,
        height: bytes.readUInt16LE(28) & 0x3fff,
      };
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return { type, width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}

/** The first frame header (ITU T.81, B.2.2) says the size; what stands before it is skipped. */
function measureJpeg(bytes: Buffer): Measured | undefined {
  if (bytes.readUIntBE(0, 3) !== 0xffd8ff) return undefined;
  for (let at = 2; bytes.readUInt8(at) === 0xff;) {
    const marker = bytes.readUInt8(at + 1);
    if (isFrame(marker))
      return { type: 'image/jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** SOF0 to SOF15, among which there are three others. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
