import {
  GroupName,
  NUMBER_RULES,
  ParleyError,
  RegistrationMode,
  RoomCreation,
  SERVER_LIMITS,
  SETTING_VARIABLES,
  type NumberRule,
  type NumberSetting,
  type Parser,
  type ServerSettings,
  type SettingChanges,
  type SettingName,
} from '@parley/protocol';

/** Those that have no variable are called by what they are. */
const NAMES: Readonly<Record<SettingName, string>> = {
  name: "The server's name",
  welcome: 'The welcome',
  ...SETTING_VARIABLES,
};

/**
 * Checks what an administrator wants to set.
 * @throws ParleyError `E_SETTING` that names the setting and what is allowed; `E_SETTING_FIXED`; `E_LOCKS_OUT`
 */
export function checkChanges(
  changes: SettingChanges,
  fixed: ReadonlySet<SettingName>,
): Partial<ServerSettings> {
  for (const name of fixed)
    if (changes[name] !== undefined)
      throw new ParleyError('E_SETTING_FIXED', {
        message: `${NAMES[name]} is set in the environment of the server, which decides it.`,
      });
  const { name, welcome, registration, roomCreation, ...numbers } = changes;
  return {
    ...(name !== undefined && { name: name.trim() === '' ? '' : serverName(name) }),
    ...(welcome !== undefined && { welcome: welcomeText(welcome) }),
    ...(registration !== undefined && {
      registration: word('registration', registration, RegistrationMode, 'open, invite, closed'),
    }),
    ...(roomCreation !== undefined && {
      roomCreation: word('roomCreation', roomCreation, RoomCreation, 'everyone, admins'),
    }),
    ...checkNumbers(numbers),
  };
}

type Numbers = Pick<SettingChanges, NumberSetting>;

function checkNumbers(numbers: Numbers): Partial<Record<NumberSetting, number>> {
  const rules: Readonly<Record<string, NumberRule>> = NUMBER_RULES;
  return Object.fromEntries(
    Object.entries(numbers).flatMap(([name, value]) => {
      const rule = rules[name];
      if (rule === undefined || value === undefined) return [];
      checkNumber(rule, value);
      return [[name, value]];
    }),
  );
}

function checkNumber({ variable, least, most, usable = 0 }: NumberRule, value: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw refusal(variable, value, `a whole number from ${least} to ${most}`);
  if (value > 0 && value < usable)
    throw new ParleyError('E_LOCKS_OUT', {
      message: `With ${variable} at ${value}, nobody could reach this page any more. Allowed: ${usable} and more, or 0 for no limit.`,
    });
}

function serverName(value: string): string {
  const parsed = GroupName.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refusal(
    NAMES.name,
    value,
    `2 to ${SERVER_LIMITS.nameMax} characters in one line, all of them visible`,
  );
}

function welcomeText(value: string): string {
  const text = value.trim();
  if (text.length > SERVER_LIMITS.welcomeMax)
    throw refusal(NAMES.welcome, text.length, `at most ${SERVER_LIMITS.welcomeMax} characters`);
  return text;
}

function word<T>(name: SettingName, value: string, words: Parser<T>, allowed: string): T {
  const parsed = words.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refusal(NAMES[name], value, `one of ${allowed}`);
}

function refusal(name: string, value: string | number, allowed: string): ParleyError {
  return new ParleyError('E_SETTING', {
    message: `${name} is ${JSON.stringify(value).slice(0, 100)}. Allowed: ${allowed}.`,
  });
}
