import type { RequestOf, ResponseOf, RouteName } from '@parley/protocol';

/** Arguments of a call: path parameters, and body or query. */
export interface CallInput<Name extends RouteName> {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: RequestOf<Name>;
}

/** The HTTP routes, typed: each answer is what its route's schema says, or the call fails. */
export interface HttpApi {
  /** @throws CodedError with the server's code; NoAnswerError where none came */
  call<Name extends RouteName>(name: Name, input?: CallInput<Name>): Promise<ResponseOf<Name>>;
}

/** With routes whose answers come bit by bit. */
export interface StreamingHttpApi extends HttpApi {
  /** @throws like `call` */
  open<Name extends RouteName>(name: Name, input?: CallInput<Name>): Promise<ReadableStream<Uint8Array>>;
}
