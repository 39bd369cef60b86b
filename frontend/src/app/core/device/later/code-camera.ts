import { Service } from '@angular/core';
import { part } from '../../parts/parts.ts';

type Reader = (picture: ImageData) => Uint8Array | undefined;

/** Reads QR codes with the camera, which is on for as long as it looks. */
@Service()
export class CodeCamera {
  /** Whether a page may ask for a camera: not by http, and not in every browser. */
  readonly isThere: boolean = 'mediaDevices' in navigator;

  /**
   * @param video shows what the camera sees
   * @returns what the first code says; undefined if `signal` was first
   * @throws DOMException if there is no camera, or none that the user allows
   */
  async scan(video: HTMLVideoElement, signal: AbortSignal): Promise<Uint8Array | undefined> {
    const read = await loadReader();
    const stream = signal.aborted ? undefined : await cameraOn();
    if (stream === undefined) return undefined;
    try {
      video.srcObject = stream;
      if (!signal.aborted) await video.play();
      return await firstCode(video, read, signal);
    } catch (error) {
      // A video that was taken away meanwhile does not play.
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      for (const track of stream.getTracks()) track.stop();
    }
  }
}

function cameraOn(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
}

async function firstCode(
  video: HTMLVideoElement,
  read: Reader,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  while (context !== null && !signal.aborted) {
    const code = read(pictureOf(video, context));
    if (code !== undefined) return code;
    if (!isOn(video)) throw new DOMException('The camera was unplugged, or taken away', 'NotFoundError');
    await new Promise(requestAnimationFrame);
  }
  return undefined;
}

/** Whether its stream still brings pictures; the last one stays in the video when it does not. */
function isOn({ srcObject }: HTMLVideoElement): boolean {
  return srcObject instanceof MediaStream && srcObject.active;
}

function pictureOf(video: HTMLVideoElement, context: CanvasRenderingContext2D): ImageData {
  const { videoWidth: width, videoHeight: height } = video;
  context.canvas.width = width;
  context.canvas.height = height;
  context.drawImage(video, 0, 0);
  return context.getImageData(0, 0, width, height);
}

/** It is larger than most pages. */
async function loadReader(): Promise<Reader> {
  const { decodeQR } = await part(() => import('qr/decode.js'));
  return (picture) => {
    try {
      return bytesOf(decodeQR(picture, { textDecoder: lettersOf }));
    } catch {
      // It says by an error that there is no code in the picture, or none that can be read.
      return undefined;
    }
  };
}

/** Each byte as a letter: what a code says need not be text. */
function lettersOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function bytesOf(letters: string): Uint8Array {
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
