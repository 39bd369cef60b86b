import { Component, computed, input } from '@angular/core';
import { create } from 'qrcode/lib/core/qrcode.js';

/** Modules of the quiet zone that scanners need around a code. */
const MARGIN = 4;

/** A text as a QR code: dark on white, whatever the theme. */
@Component({
  selector: 'parley-qr-code',
  template: `
    <svg [attr.viewBox]="viewBox()" role="img" aria-label="QR code of the link" shape-rendering="crispEdges">
      <path [attr.d]="path()" />
    </svg>
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

  private readonly modules = computed(() => create(this.text(), { errorCorrectionLevel: 'M' }).modules);
  protected readonly viewBox = computed(() => {
    const side = this.modules().size + 2 * MARGIN;
    return `${-MARGIN} ${-MARGIN} ${side} ${side}`;
  });
  protected readonly path = computed(() => {
    const { size, data } = this.modules();
    return Array.from(data, (dark, index) =>
      dark === 0 ? '' : `M${index % size} ${Math.floor(index / size)}h1v1h-1z`,
    ).join('');
  });
}
