import { Component, computed, input, signal } from '@angular/core';
import type qrcode from 'qrcode/lib/core/qrcode.js';
import { part } from './parts.ts';

type Create = typeof qrcode.create;
type Modules = ReturnType<Create>['modules'];

/** Modules of the quiet zone that scanners need around a code. */
const MARGIN = 4;

/** A text, or bytes, as a QR code: dark on white, whatever the theme. */
@Component({
  selector: 'parley-qr-code',
  template: `
    @if (modules(); as modules) {
      <svg
        [attr.viewBox]="viewBox(modules)"
        role="img"
        [attr.aria-label]="label()"
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
  readonly content = input.required<string | Uint8Array>();
  readonly label = input.required<string>();

  private readonly create = signal<Create | undefined>(undefined);
  protected readonly modules = computed(
    () => this.create()?.(segmentsOf(this.content()), { errorCorrectionLevel: 'M' }).modules,
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
    const { default: qrcode } = await part(() => import('qrcode/lib/core/qrcode.js'));
    this.create.set(qrcode.create);
  }
}

function segmentsOf(content: string | Uint8Array): Parameters<Create>[0] {
  return typeof content === 'string' ? content : [{ data: content, mode: 'byte' }];
}
