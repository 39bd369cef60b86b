import { Component, computed, input, signal } from '@angular/core';
import type { encodeQR } from 'qr';
import { part } from './parts.ts';

type Encode = typeof encodeQR;
/** Row after row, true for dark. */
type Modules = readonly (readonly boolean[])[];

/** Modules of the quiet zone that scanners need around a code. */
const MARGIN = 4;

/** A text, or bytes, as a QR code: dark on white, whatever the theme. */
@Component({
  selector: 'parley-qr-code',
  template: `
    @if (modules(); as modules) {
      <svg
        [attr.viewBox]="'0 0 ' + modules.length + ' ' + modules.length"
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

  private readonly encode = signal<Encode | undefined>(undefined);
  protected readonly modules = computed(() => {
    const encode = this.encode();
    return encode && modulesOf(this.content(), encode);
  });

  constructor() {
    void this.load();
  }

  protected path(modules: Modules): string {
    return modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  }

  /** The code of the package is larger than the page. */
  private async load(): Promise<void> {
    const { encodeQR } = await part(() => import('qr'));
    this.encode.set(encodeQR);
  }
}

function modulesOf(content: string | Uint8Array, encode: Encode): Modules {
  const options = { ecc: 'medium', border: MARGIN } as const;
  if (typeof content === 'string') return encode(content, 'raw', options);
  // It takes texts only, and asks for their bytes.
  return encode('', 'raw', { ...options, encoding: 'byte', textEncoder: () => content });
}
