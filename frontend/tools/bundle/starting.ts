/**
 * The page, starting another file than before, and naming others in its head that are needed beside it.
 *
 * @throws Error if it does not start the former one
 */
export function starting(
  html: string,
  { from, to, beside }: { readonly from: string; readonly to: string; readonly beside: readonly string[] },
): string {
  if (!html.includes(from)) throw new Error('The page does not start the application.');
  const hints = beside.map((name) => `<link rel="modulepreload" href="/${name}">`);
  return html.replaceAll(from, to).replace('</head>', `${hints.join('')}</head>`);
}
