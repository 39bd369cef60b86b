import { pino, type DestinationStream, type Logger, type LoggerOptions as PinoOptions } from 'pino';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Fields removed from every log entry, in case they are logged by mistake. */
const SECRET = ['token', 'password', 'secret', 'credential', 'proof', 'payload', 'authorization', 'cookie'];
const NESTED = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
const HEADERS = ['*.headers["auth-token"]', 'headers["auth-token"]', '*["set-cookie"]'];
/** An error of Redis contains the failed command; for a login, that includes the password. */
const COMMANDS = ['*.command.args'];

interface LoggerOptions {
  readonly level: LogLevel;
  /** Human-readable lines instead of JSON. */
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
