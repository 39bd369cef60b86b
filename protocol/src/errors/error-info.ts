/** What a code means to a client: its HTTP status, whether the same request may succeed later, and its sentence. */
export interface ErrorInfo {
  readonly status: number;
  readonly retryable: boolean;
  readonly message: string;
}
