import { Component } from '@angular/core';

/** Instead of everything, where the browser withholds what passwords and messages need. */
@Component({
  selector: 'parley-app',
  template: `
    <main>
      <h1>This address is not secure</h1>
      <p>
        Parley needs <strong>https</strong>: without it the browser has no cryptography, and anybody on the
        network could read along.
      </p>
      <p>
        You opened <code>{{ address }}</code>.
      </p>
      <ul>
        <li>
          Try <a [href]="secure">{{ secure }}</a>.
        </li>
        <li>On the computer that Parley runs on, <code>http://localhost</code> works too.</li>
        <li>
          If you run this server: put a certificate in front of it and set <code>PUBLIC_URL</code> to the
          https address.
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
