import { ConfigError } from './config-error.ts';
import { configOf, type Config } from './config.ts';
import { reachableHosts } from './reachable-hosts.ts';
import { SECRET_SETTINGS, Settings } from './settings.ts';
import type { Reachable } from './tls-config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration from the environment, checked. The only place that reads it.
 * @throws ConfigError that names each wrong variable, what is allowed and, unless it is a secret, its value
 */
export function readConfig(
  environment: Environment = process.env,
  reachable: Reachable = reachableHosts,
): Config {
  const given = Object.fromEntries(
    Object.keys(Settings.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const settings = Settings.safeParse(given);
  if (!settings.success)
    throw new ConfigError(
      settings.error.issues.map(({ path, message }) => complaint(String(path[0]), given, message)),
    );
  return configOf(settings.data, reachable, Object.keys(given));
}

function complaint(name: string, given: Environment, allowed: string): string {
  const value = SECRET_SETTINGS.has(name) ? 'is not allowed' : `is ${JSON.stringify(given[name])}`;
  return `${name} ${value}. Allowed: ${allowed}.`;
}
