import { withholdCompositionKeys } from './composition-keys.ts';

/** A step of a composition as a browser tells of it. */
type Step = 'start' | 'end' | KeyboardEventInit;

const ENTER = { key: 'Enter', bubbles: true, cancelable: true };
const OF_INPUT_METHOD = { ...ENTER, keyCode: 229 };

const ORDERS: Readonly<Record<string, readonly Step[]>> = {
  Chrome: ['start', { ...OF_INPUT_METHOD, isComposing: true }, 'end'],
  Firefox: ['start', { ...OF_INPUT_METHOD, isComposing: true }, 'end'],
  Safari: ['start', 'end', { ...OF_INPUT_METHOD, isComposing: false }],
};

describe('withholdCompositionKeys', () => {
  beforeAll(() => withholdCompositionKeys(window));

  function field() {
    const element = document.createElement('textarea');
    document.body.append(element);
    const heard: string[] = [];
    const hear = (event: Event) => heard.push((event as KeyboardEvent).key);
    element.addEventListener('keydown', hear);
    document.addEventListener('keydown', hear, { capture: true });
    const play = (step: Step) => {
      const event =
        typeof step === 'string'
          ? new CompositionEvent(`composition${step}`, { bubbles: true })
          : new KeyboardEvent('keydown', step);
      element.dispatchEvent(event);
      return event.defaultPrevented;
    };
    afterEach(() => {
      element.remove();
      document.removeEventListener('keydown', hear, { capture: true });
    });
    return { heard, play };
  }

  for (const [browser, steps] of Object.entries(ORDERS)) {
    it(`lets nobody hear the Enter that confirms a word, in the order of ${browser}`, () => {
      const { heard, play } = field();
      expect(steps.map(play)).toEqual(steps.map(() => false));
      expect(heard).toEqual([]);
      play({ ...ENTER, keyCode: 13 });
      expect(heard).toEqual(['Enter', 'Enter']);
    });
  }
});
