import type { Signal, WritableSignal } from '@angular/core';
import { disabled, form, maxLength, validate } from '@angular/forms/signals';
import type { SettingName } from '@parley/protocol';
import { NUMBER_RULES, SERVER_LIMITS, type NumberRule, type NumberSetting } from '@parley/protocol/core';
import type { Draft, HeldSettings } from './server-draft.ts';
import { SERVER_MESSAGES } from './server-messages.ts';

const { nameMax, welcomeMax } = SERVER_LIMITS;

/** The fields of the page. What the environment decides is shown and not edited. */
export function serverForm(
  model: WritableSignal<Draft>,
  held: Signal<HeldSettings | undefined>,
  save: () => Promise<void>,
) {
  const isFixed = (name: SettingName) => () => held()?.fixed.includes(name) === true;
  return form(
    model,
    (path) => {
      maxLength(path.name, nameMax, { message: `At most ${nameMax} characters.` });
      maxLength(path.welcome, welcomeMax, {
        message: `At most ${welcomeMax.toLocaleString('en')} characters.`,
      });
      for (const [name, rule] of Object.entries(NUMBER_RULES) as [NumberSetting, NumberRule][]) {
        disabled(path[name], { when: isFixed(name) });
        validate(path[name], ({ value }) => {
          const message = numberProblem(value(), rule);
          return message === undefined ? undefined : { kind: 'number', message };
        });
      }
    },
    {
      submission: {
        action: save,
        // Far above the button, an error is not seen.
        onInvalid: (fields) => fields().errorSummary()[0]?.fieldTree().focusBoundControl(),
      },
    },
  );
}

/** What is wrong with the text of a number. */
function numberProblem(text: string, { least, most, usable = 0 }: NumberRule): string | undefined {
  const value = Number(text);
  if (!/^\d+$/.test(text.trim()) || value < least || value > most) return SERVER_MESSAGES.whole(least, most);
  return value > 0 && value < usable ? SERVER_MESSAGES.usable(usable) : undefined;
}
