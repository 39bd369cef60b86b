/** The part of the package that computes codes, without those that draw them; it has no types of its own. */
declare module 'qrcode/lib/core/qrcode.js' {
  interface Modules {
    readonly size: number;
    /** Row after row, 1 for dark. */
    readonly data: Uint8Array;
  }
  export function create(
    text: string,
    options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
  ): { readonly modules: Modules };
}
