import type { JSONSchema } from 'zod/v4/core';

type JsonSchema = JSONSchema.BaseSchema;

/** A message of a channel, under its key: two may have one name. */
export interface TableMessage {
  readonly key: string;
  readonly name: string;
  readonly summary: string;
  readonly payload: JsonSchema;
  /** What the server does: it receives what clients send. An answer belongs to what it answers. */
  readonly action: 'receive' | 'send' | 'answer';
  /** Keys of what it is answered with. */
  readonly answers?: readonly string[];
}

interface Reference {
  readonly $ref: string;
}

export interface AsyncMessage {
  readonly name: string;
  readonly summary: string;
  readonly payload: JsonSchema;
}

export interface AsyncOperation {
  readonly action: 'receive' | 'send';
  readonly channel: Reference;
  readonly summary: string;
  readonly messages: readonly Reference[];
  readonly reply?: { readonly channel: Reference; readonly messages: readonly Reference[] };
}

export interface AsyncChannel {
  readonly address: string;
  readonly description: string;
  readonly servers: readonly Reference[];
  readonly messages: Readonly<Record<string, AsyncMessage>>;
}

/** An AsyncAPI document, as far as this project writes and reads it. */
export interface AsyncApi {
  readonly asyncapi: string;
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description: string;
    readonly license: { readonly name: string };
  };
  readonly defaultContentType: string;
  readonly servers: Readonly<Record<string, unknown>>;
  readonly channels: Readonly<Record<string, AsyncChannel>>;
  readonly operations: Readonly<Record<string, AsyncOperation>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}
