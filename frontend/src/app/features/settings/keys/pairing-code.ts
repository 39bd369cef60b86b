import { Component, inject, signal } from '@angular/core';
import { OwnKeys } from '../../../core/session/own-keys.ts';
import { clockTime } from '../../../shared/dates.ts';
import type { Problem } from '../../../shared/forms/problem.ts';
import { keyProblem } from '../../../shared/later/key-problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { QrCode } from '../../../core/parts/qr-code.ts';
import { WrittenGroups } from './written-groups.ts';

interface Offer {
  readonly code: string;
  readonly expiresAt: number;
}

/** A code by which another browser of the user opens the keys, once. */
@Component({
  selector: 'parley-pairing-code',
  imports: [ProblemNote, QrCode, WrittenGroups],
  template: `
    <h3>Another browser</h3>
    <p>If your password was reset, a code from here opens your keys in another browser.</p>
    @if (failure(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
    @if (offer(); as offer) {
      <parley-written-groups [written]="offer.code" label="code" />
      <parley-qr-code [content]="offer.code" label="QR code for the other browser" />
      <p class="small muted" role="status">It works once, until {{ time(offer.expiresAt) }}.</p>
    }
    <button type="button" class="outlined" (click)="show()">
      {{ offer() === undefined ? 'Show code' : 'Show a new code' }}
    </button>
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.75rem;
    }
    button {
      justify-self: start;
    }
  `,
})
export class PairingCode {
  private readonly own = inject(OwnKeys);

  protected readonly offer = signal<Offer | undefined>(undefined);
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly time = clockTime;

  protected async show(): Promise<void> {
    this.failure.set(undefined);
    try {
      this.offer.set(await (await this.own.keys()).recovery.offerCode());
    } catch (error) {
      this.failure.set(keyProblem(error));
    }
  }
}
