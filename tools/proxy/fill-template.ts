import type { Settings } from './settings.ts';

/** Does what the nginx image does at its start: `${NAME}` becomes a setting, nginx's own `$variables` stay. */
export function fillTemplate(template: string, settings: Settings): string {
  return template.replace(/\$\{([A-Z_]+)\}/g, (_, name: string) => {
    const value = settings[name];
    if (value === undefined) throw new Error(`The template needs ${name}, which environments/ does not set.`);
    return value;
  });
}
