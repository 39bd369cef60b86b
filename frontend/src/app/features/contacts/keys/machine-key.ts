import { Component, input, resource } from '@angular/core';

/** What the key of a machine is told apart by, where it has no key log: it has no safety number. */
@Component({
  selector: 'parley-machine-key',
  template: `
    @if (accountKey() === undefined) {
      <p class="muted">This machine has no key, so there is nothing to compare.</p>
    } @else if (fingerprint.hasValue()) {
      <p>This is the fingerprint of its key. Compare it with the one that whoever runs this machine knows.</p>
      <ol aria-label="Fingerprint">
        @for (group of fingerprint.value(); track $index) {
          <li>{{ group }}</li>
        }
      </ol>
    }
  `,
  styles: `
    ol {
      display: grid;
      grid-template-columns: repeat(4, auto);
      justify-content: center;
      gap: 0.375rem 1rem;
      padding: 0;
      font-family: ui-monospace, monospace;
      list-style: none;
    }
  `,
})
export class MachineKey {
  /** Ed25519, in Base64. */
  readonly accountKey = input.required<string | undefined>();
  protected readonly fingerprint = resource({
    params: () => this.accountKey(),
    loader: async ({ params: key }) => {
      const bytes = Uint8Array.from(atob(key), (character) => character.charCodeAt(0));
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
      return hex.match(/.{4}/g) ?? [];
    },
  });
}
