import { operate, type OperatorContext } from './operate.ts';
import type { Config } from '../config/config.ts';
import { MACHINE_OPTIONS } from './machine-options.ts';
import { create, explained, list, resume, revoke, suspend, token } from './machine-work.ts';
import { readArguments, refuseArguments } from './read-arguments.ts';

// `npm run machine -- --name deploy`: makes an account for a program and prints its first token.
const USAGE = `npm run machine list
npm run machine create NAME, or npm run machine -- --name NAME, each with [--display-name TEXT] [--purpose TEXT]
  [--owner USERNAME] [--account-key KEY] [--simple-key KEY] and what a token takes, too
npm run machine token NAME [-- --label TEXT] [--days N] [--read-only] [--write-only] [--no-direct] [--rooms ID,ID]
npm run machine revoke NAME TOKEN
npm run machine suspend NAME, or npm run machine resume NAME`;

type Work = (context: OperatorContext, config: Config) => Promise<string>;

const words = readArguments(
  USAGE,
  {
    action: { type: 'string' },
    name: { type: 'string' },
    token: { type: 'string' },
    ...MACHINE_OPTIONS,
  },
  'action',
  'name',
  'token',
);
const work = workOf(words.action ?? (words.name === undefined ? 'list' : 'create'));
await operate((context, config) =>
  work(context, config).catch((error: unknown) => {
    throw explained(error);
  }),
);

function workOf(action: string): Work {
  if (action === 'list') return list;
  const { name, token: id } = words;
  if (name === undefined) return refuseArguments(USAGE, 'Say which machine.');
  const named = { name, options: words };
  switch (action) {
    case 'create':
      return (context, config) => create(context, config, named);
    case 'token':
      return (context, config) => token(context, config, named);
    case 'suspend':
      return (context) => suspend(context, name);
    case 'resume':
      return (context) => resume(context, name);
    case 'revoke':
      if (id === undefined)
        return refuseArguments(USAGE, 'Say which token: npm run machine list names them.');
      return (context) => revoke(context, { name, token: id });
    default:
      return refuseArguments(USAGE, `"${action}" is not something to do with a machine.`);
  }
}
