import { JPG } from 'image-size/types/jpg';
import { PNG } from 'image-size/types/png';
import { WEBP } from 'image-size/types/webp';
import { ParleyError, SERVER_LIMITS } from '@parley/protocol';
import type { Picture } from './settings-store.ts';

interface Measured {
  readonly type: Picture['type'];
  readonly width: number;
  readonly height: number;
}

const { iconBytes, iconSideMin, iconSideMax } = SERVER_LIMITS;
const ALLOWED = `a square PNG, WebP or JPEG of at most ${iconBytes / 1024} KiB, from ${iconSideMin} to ${iconSideMax} pixels wide`;
const FORMATS = [
  { type: 'image/png', image: PNG },
  { type: 'image/webp', image: WEBP },
  { type: 'image/jpeg', image: JPG },
] as const;
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
    const format = FORMATS.find(({ image }) => image.validate(bytes));
    return format && { ...format.image.calculate(bytes), type: format.type };
  } catch {
    // It ends before it says how large it is, or is no picture behind its first bytes.
    return undefined;
  }
}
