import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks for a password without showing it. @throws Error without a terminal */
export async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) throw new Error('--password is missing, and there is no terminal to ask at');
  process.stdout.write('Password: ');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const password = await lines.question('');
  lines.close();
  process.stdout.write('\n');
  return password;
}
