/** The part of the package that computes codes, without those that draw them; it has no types of its own. */
declare module 'qrcode/lib/core/qrcode.js' {
  interface Modules {
    readonly size: number;
    /** Row after row, 1 for dark. */
    readonly data: Uint8Array;
  }
  interface QrCodes {
    readonly create: (
      content: string | readonly { readonly data: Uint8Array; readonly mode: 'byte' }[],
      options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
    ) => { readonly modules: Modules };
  }
  /** It is CommonJS: packed, all that it exports is one default. */
  const qrcode: QrCodes;
  export default qrcode;
}
