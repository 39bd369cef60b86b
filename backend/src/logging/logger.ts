import { pino, type DestinationStream, type Logger, type LoggerOptions as PinoOptions } from 'pino';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What never gets into a log, should somebody hand it over by mistake. */
const SECRET = ['token', 'password', 'secret', 'credential', 'proof', 'payload', 'authorization', 'cookie'];
const NESTED = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
const HEADERS = ['*.headers["auth-token"]', 'headers["auth-token"]', '*["set-cookie"]'];
/** An error of Redis brings the command that failed: of a login, with the password. */
const COMMANDS = ['*.command.args'];

interface LoggerOptions {
  readonly level: LogLevel;
  /** Lines for people instead of JSON. */
  readonly pretty: boolean;
  /** Instead of stdout. */
  readonly stream?: DestinationStream;
}

/** Structured logs. */
export function createLogger({ level, pretty, stream }: LoggerOptions): Logger {
  const options: PinoOptions = {
    level,
    base: null,
    redact: { paths: [...NESTED, ...HEADERS, ...COMMANDS], censor: '[secret]' },
    ...(pretty && { transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss' } } }),
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}
