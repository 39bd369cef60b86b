/** Characters that turn the letters behind them around, so that an address or a file name reads as another one. */
const OVERRIDES = /[\u202d\u202e]/g;

/** What a message holds, without what could show it as something else. */
export function withoutOverrides(text: string): string {
  return text.replace(OVERRIDES, '');
}
