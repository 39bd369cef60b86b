import { ErrorHandler } from '@angular/core';
import { isMissedPart } from './parts.ts';

/**
 * Reports all errors but parts that failed to load. Those are reported where they were loaded, and reach this from every
 * handler and effect that needed one.
 */
export class PartErrors extends ErrorHandler {
  override handleError(error: unknown): void {
    if (!isMissedPart(error)) super.handleError(error);
  }
}
