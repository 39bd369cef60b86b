/**
 * Keys with which a text is composed (Japanese, Chinese, Korean, accents) belong to the input method: the Enter that
 * confirms a word sends nothing, and the Escape that rejects it closes nothing. They are kept from every listener of
 * the page, so that none has to know; the input method still gets them.
 */
export function withholdCompositionKeys(page: Window): void {
  page.addEventListener(
    'keydown',
    (event) => {
      if (isOfComposition(event)) event.stopImmediatePropagation();
    },
    { capture: true },
  );
}

/** Safari ends the composition before it tells of the key that ended it; 229 says so in every browser. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells it in Safari
function isOfComposition({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}
