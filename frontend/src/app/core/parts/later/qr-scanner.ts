import {
  Component,
  DestroyRef,
  type ElementRef,
  afterNextRender,
  inject,
  input,
  output,
  viewChild,
} from '@angular/core';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { CodeCamera } from '../../device/later/code-camera.ts';

/** What the browser says of a camera, by the name of its error. */
const NO_CAMERA: Readonly<Record<string, string>> = {
  NotAllowedError: 'Parley may not use the camera. Allow it in your browser, or ',
  NotFoundError: 'This device has no camera: ',
  NotReadableError: 'Another app uses the camera. Close it, or ',
};

/** Looks for a QR code through the camera, from when it is shown until it has found one or failed. */
@Component({
  selector: 'parley-qr-scanner',
  template: `
    <video #video muted playsinline aria-label="What the camera sees"></video>
    <p class="small muted" role="status">Hold the code in front of the camera.</p>
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 0.5rem;
      inline-size: 100%;
    }
    video {
      inline-size: min(100%, 18rem);
      aspect-ratio: 1;
      object-fit: cover;
      border-radius: var(--radius-control);
      background: var(--mat-sys-surface-container-high);
    }
  `,
})
export class QrScanner {
  private readonly camera = inject(CodeCamera);

  /** What to do without a camera, as the rest of a sentence. */
  readonly otherwise = input.required<string>();
  readonly scanned = output<Uint8Array>();
  readonly failed = output<Problem>();
  private readonly video = viewChild.required<ElementRef<HTMLVideoElement>>('video');

  constructor() {
    const gone = new AbortController();
    inject(DestroyRef).onDestroy(() => gone.abort());
    afterNextRender(() => void this.scan(gone.signal));
  }

  private async scan(signal: AbortSignal): Promise<void> {
    try {
      const code = await this.camera.scan(this.video().nativeElement, signal);
      if (code !== undefined && !signal.aborted) this.scanned.emit(code);
    } catch (error) {
      // Whoever has left does not wait for the camera any more.
      if (!signal.aborted) this.failed.emit(this.problemOf(error));
    }
  }

  private problemOf(error: unknown): Problem {
    const known = error instanceof DOMException ? NO_CAMERA[error.name] : undefined;
    return known === undefined ? problemOf(error) : { text: `${known}${this.otherwise()}` };
  }
}
