import { randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzßé0123456789';
const LENGTH = 12;

/** Something that occurs nowhere by chance. */
export function canary(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** What must not be found, and how a person would name it. */
export interface Secret {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export function secret(name: string, value: string | Uint8Array): Secret {
  return { name, bytes: typeof value === 'string' ? Buffer.from(value) : value };
}
