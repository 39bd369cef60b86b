import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

const templates = join(import.meta.dirname, '../../nginx');

/**
 * Does what the nginx image does at its start: `${NAME}` becomes a setting, nginx's own `$variables` stay.
 * @param template `front-dev` and the like
 * @throws Error that names a setting which is missing
 */
export function fillTemplate(template: string, settings: Settings): string {
  const source = readFileSync(join(templates, `${template}.conf.template`), 'utf8');
  return source.replace(/\$\{([A-Z_]+)\}/g, (_, name: string) => {
    const value = settings[name];
    if (value === undefined)
      throw new Error(
        `nginx/${template}.conf.template needs ${name}, which neither environments/ nor the shell sets.`,
      );
    return value;
  });
}
