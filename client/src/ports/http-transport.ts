/** One HTTP exchange, so that each platform can use its own HTTP client. Paths start with `/web`. */
export interface HttpTransport {
  exchange(request: HttpRequest): Promise<HttpResponse>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** An answer without an error is not read: its `body` is a `ReadableStream`. */
  readonly stream?: boolean;
}

/** Any answer of the server, whatever its status. Without an answer, `exchange` rejects. */
export interface HttpResponse {
  readonly status: number;
  readonly body: unknown;
  /** Response header `auth-token`. */
  readonly token?: string;
}
