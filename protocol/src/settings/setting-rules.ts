import type { SettingName } from './server-settings.ts';

/** Bounds of a number that administrators set, and the variable of the environment that decides it instead. */
export interface NumberRule {
  readonly variable: string;
  readonly least: number;
  readonly most: number;
  /** Below this, and above 0, the pages of administrators would not load: nobody could set it back. */
  readonly usable?: number;
}

const MOST = 1_000_000;

/** What administrators limit while the server runs. 0 turns a limit off; a burst has no 0. */
export const NUMBER_RULES = {
  messagesPerSecond: { variable: 'MESSAGE_RATE_LIMIT', least: 0, most: MOST },
  messageBurst: { variable: 'MESSAGE_BURST_LIMIT', least: 1, most: MOST },
  requestsPerMinute: { variable: 'HTTP_RATE_LIMIT', least: 0, most: MOST, usable: 60 },
  registrationsPerHour: { variable: 'REGISTRATION_RATE_LIMIT', least: 0, most: MOST },
  groupsPerHour: { variable: 'GROUP_RATE_LIMIT', least: 0, most: MOST },
  additionsPerHour: { variable: 'ADDITION_RATE_LIMIT', least: 0, most: MOST },
  connectionsPerSecond: { variable: 'CONNECTION_RATE_LIMIT', least: 0, most: MOST, usable: 5 },
} as const satisfies Readonly<Record<string, NumberRule>>;
export type NumberSetting = keyof typeof NUMBER_RULES;

/** The settings that the environment may decide, and by which variable. */
export const SETTING_VARIABLES = {
  registration: 'REGISTRATION',
  roomCreation: 'ROOM_CREATION',
  messagesPerSecond: NUMBER_RULES.messagesPerSecond.variable,
  messageBurst: NUMBER_RULES.messageBurst.variable,
  requestsPerMinute: NUMBER_RULES.requestsPerMinute.variable,
  registrationsPerHour: NUMBER_RULES.registrationsPerHour.variable,
  groupsPerHour: NUMBER_RULES.groupsPerHour.variable,
  additionsPerHour: NUMBER_RULES.additionsPerHour.variable,
  connectionsPerSecond: NUMBER_RULES.connectionsPerSecond.variable,
} as const satisfies Partial<Record<SettingName, string>>;

/** What the name of a server, its welcome and its icon may measure. */
export const SERVER_LIMITS = {
  nameMax: 50,
  welcomeMax: 1_000,
  iconBytes: 64 * 1024,
  /** Pixels of a side. */
  iconSideMin: 32,
  iconSideMax: 1_024,
} as const;
