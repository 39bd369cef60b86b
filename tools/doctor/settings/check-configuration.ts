import { ConfigError } from '../../../backend/src/config/config-error.ts';
import type { Config } from '../../../backend/src/config/config.ts';
import { readConfig } from '../../../backend/src/config/env.ts';
import { type Finding, fine, problem } from '../finding.ts';

export interface Configuration {
  /** Missing where it is wrong: then a server does not start either. */
  readonly config?: Config;
  readonly findings: readonly Finding[];
}

/** Whether a server would start with these variables. */
export function checkConfiguration(environment: Parameters<typeof readConfig>[0]): Configuration {
  try {
    return { config: readConfig(environment), findings: [fine('The configuration is valid.')] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const remedy = 'Correct it in the shell or in environments/, then run this again for the other checks.';
    return { findings: error.problems.map((says) => problem(says, remedy)) };
  }
}
