import { Component, computed, input, signal } from '@angular/core';
import type { create } from 'qrcode/lib/core/qrcode.js';
import { part } from '../../../core/parts/parts.ts';

type Modules = ReturnType<typeof create>['modules'];

/** Modules of the quiet zone that scanners need around a code. */
const MARGIN = 4;

/** A text as a QR code: dark on white, whatever the theme. */
@Component({
  selector: 'parley-qr-code',
  template: `
    @if (modules(); as modules) {
      <svg
        [attr.viewBox]="viewBox(modules)"
        role="img"
        aria-label="QR code of the link"
        shape-rendering="crispEdges"
      >
        <path [attr.d]="path(modules)" />
      </svg>
    }
  `,
  styles: `
    svg {
      display: block;
      inline-size: 13rem;
      max-inline-size: 100%;
      border-radius: var(--radius-control);
      background: white;
      fill: black;
    }
  `,
})
export class QrCode {
  readonly text = input.required<string>();

  private readonly create = signal<typeof create | undefined>(undefined);
  protected readonly modules = computed(
    () => this.create()?.(this.text(), { errorCorrectionLevel: 'M' }).modules,
  );

  constructor() {
    void this.load();
  }

  protected viewBox({ size }: Modules): string {
    const side = size + 2 * MARGIN;
    return `${-MARGIN} ${-MARGIN} ${side} ${side}`;
  }

  protected path({ size, data }: Modules): string {
    return Array.from(data, (dark, index) =>
      dark === 0 ? '' : `M${index % size} ${Math.floor(index / size)}h1v1h-1z`,
    ).join('');
  }

  /** The code of the package is larger than the page. */
  private async load(): Promise<void> {
    const { create } = await part(() => import('qrcode/lib/core/qrcode.js'));
    this.create.set(create);
  }
}
