import { Service } from '@angular/core';

/** Local storage. It may be missing, full, or hold another version's data. Secrets don't belong here. */
@Service()
export class BrowserStore {
  read(key: string): unknown {
    try {
      const text = localStorage.getItem(key);
      return text === null ? undefined : JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  write(key: string, value: unknown): void {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // If the setting cannot be stored, it lasts as long as the page.
    }
  }

  remove(key: string): void {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was stored then.
    }
  }
}
