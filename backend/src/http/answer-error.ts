import { ERRORS, ParleyError } from '@parley/protocol';
import type { ErrorRequestHandler } from 'express';
import type { Logger } from '../logging/logger.ts';
import { wireErrorOf } from '../logging/wire-error.ts';

/** Answers every failure with the one error format. */
export function answerError(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const wire = wireErrorOf(translated(error), logger);
    if (wire.retryAfterMs !== undefined)
      response.setHeader('Retry-After', Math.ceil(wire.retryAfterMs / 1_000));
    const status = wire.code === 'E_BAD_REQUEST' ? askersStatus(error) : undefined;
    response.status(status ?? ERRORS[wire.code].status).json(wire);
  };
}

/** What Express and its body parser refuse has types of their own. */
function translated(error: unknown): unknown {
  if (error instanceof ParleyError || !(error instanceof Error)) return error;
  switch ('type' in error ? error.type : undefined) {
    case 'entity.parse.failed':
      return new ParleyError('E_BAD_JSON');
    case 'entity.too.large':
      return new ParleyError('E_TOO_LARGE');
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new ParleyError('E_UNSUPPORTED_MEDIA_TYPE');
    case 'request.aborted':
    case 'request.size.invalid':
      return new ParleyError('E_BAD_REQUEST');
    default:
      if (error instanceof URIError) return new ParleyError('E_NOT_FOUND');
      return askersStatus(error) === undefined ? error : new ParleyError('E_BAD_REQUEST');
  }
}

/** The status of an error caused by the request, such as a range beyond the file. A missing file is the server's error. */
function askersStatus(error: unknown): number | undefined {
  if (!(error instanceof Error && 'status' in error) || typeof error.status !== 'number') return undefined;
  return error.status >= 400 && error.status < 500 && error.status !== 404 ? error.status : undefined;
}
