import type { CommandRole, Json } from '@parley/protocol';

/** A command as its thread describes it. */
export interface DescribedCommand {
  readonly name: string;
  readonly help: string;
  readonly who: readonly CommandRole[];
  readonly signed: boolean;
  /** ms */
  readonly timeLimit: number;
  /** JSON Schema. */
  readonly parameters: Json;
  /** JSON Schema. */
  readonly result: Json;
}

/** What a command asks of the server while it runs. */
export type Asked =
  | { readonly what: 'reply'; readonly text: string }
  | { readonly what: 'get'; readonly key: string }
  | { readonly what: 'set'; readonly key: string; readonly value: string }
  | {
      readonly what: 'replace';
      readonly key: string;
      readonly expected: string | undefined;
      readonly value: string;
    }
  | { readonly what: 'remove'; readonly key: string }
  | { readonly what: 'keys'; readonly prefix: string; readonly after: string };

export type FromThread =
  | { readonly kind: 'ready'; readonly commands: readonly DescribedCommand[] }
  | { readonly kind: 'unusable'; readonly problem: string }
  | { readonly kind: 'ask'; readonly id: number; readonly asked: Asked }
  | { readonly kind: 'done'; readonly result: string }
  | { readonly kind: 'refused'; readonly why: 'parameters' | 'command'; readonly message: string }
  | { readonly kind: 'threw'; readonly problem: string };

export interface CallMessage {
  readonly kind: 'call';
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly who: {
    readonly uid: string;
    readonly username: string;
    readonly displayName: string;
    readonly admin: boolean;
    readonly machine: boolean;
  };
  readonly conversation: string | undefined;
}

export type ToThread =
  | CallMessage
  | { readonly kind: 'abort' }
  | { readonly kind: 'answered'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'denied'; readonly id: number; readonly message: string };
