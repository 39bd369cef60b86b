import type { Request } from 'express';

/** Whether a request only reads: HEAD asks for what GET would answer, without the body. */
export function isSafe({ method }: Pick<Request, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD';
}
