/**
 * Keys that compose a text (Japanese, Chinese, Korean, accents) belong to the input method: an Enter that confirms a word
 * must not send, and an Escape that rejects it must not close anything. All listeners of the page are skipped for them; the
 * input method still gets them.
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

/** Safari ends the composition before the keydown that ended it; key code 229 marks that key in every browser. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells it in Safari
function isOfComposition({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}
