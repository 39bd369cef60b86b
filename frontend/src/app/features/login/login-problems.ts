import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import { part } from '../../core/parts/parts.ts';
import { isRefusal, type Problem, problemOf } from '../../shared/forms/problem.ts';

/** Why a login, a registration or a new password failed. */
@Service()
export class LoginProblems {
  private readonly router = inject(Router);

  /** A browser that lacks what a password is proved by gets the page that says which ones have it. */
  async of(error: unknown): Promise<Problem> {
    if (!isRefusal(error) && 'subtle' in crypto && !(await makesKeys())) await this.showUnsupported();
    return problemOf(error);
  }

  private async showUnsupported(): Promise<void> {
    const { showUnsupported } = await part(() => import('../../core/session/later/show-unsupported.ts'));
    showUnsupported(this.router);
  }
}

/** Each browser has an error of its own to say that it lacks Ed25519. */
async function makesKeys(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    return true;
  } catch {
    return false;
  }
}
