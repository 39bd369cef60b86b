import { CodeCamera } from '../src/app/core/device/later/code-camera.ts';

/** A camera that sees a code with this content, or fails with this error. */
export function provideCamera(sees: Uint8Array | DOMException) {
  const scan: CodeCamera['scan'] = async () => {
    if (sees instanceof DOMException) throw sees;
    return sees;
  };
  return { provide: CodeCamera, useValue: { isThere: true, scan } };
}
