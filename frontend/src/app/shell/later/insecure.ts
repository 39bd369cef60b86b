import { Component } from '@angular/core';

/** Shown instead of the application if the browser withholds the cryptography that it needs. */
@Component({
  selector: 'parley-app',
  template: `
    <main>
      <h1>This address is not secure</h1>
      <p>
        Parley needs <strong>https</strong>. Without it, your browser can't encrypt anything, and others on
        the network could read your messages.
      </p>
      <p>
        You opened <code>{{ address }}</code>.
      </p>
      <ul>
        <li>
          Open <a [href]="secure">{{ secure }}</a> instead.
        </li>
        <li>On the computer that runs Parley, <code>http://localhost</code> works, too.</li>
        <li>
          If you run this server, give it a certificate and set <code>PUBLIC_URL</code> to its https address.
        </li>
      </ul>
    </main>
  `,
  styles: `
    :host {
      display: grid;
      place-items: center;
      min-block-size: 100dvh;
      padding: 1.5rem;
    }
    main {
      display: grid;
      gap: 1rem;
      max-inline-size: 34rem;
    }
    h1 {
      font-size: 1.5rem;
    }
    ul {
      padding-inline-start: 1.25rem;
    }
  `,
})
export class Insecure {
  protected readonly address = location.origin;
  protected readonly secure = `https://${location.hostname}`;
}
