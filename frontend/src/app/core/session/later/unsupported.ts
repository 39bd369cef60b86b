import { Component } from '@angular/core';

/** Shown instead of the application in a browser that can't make or keep the keys that messages are encrypted with. */
@Component({
  selector: 'parley-unsupported',
  template: `
    <main>
      <h1>This browser can't keep your keys</h1>
      <p>
        Messages are encrypted, so that only the people in a conversation can read them. For that, your
        browser has to make keys (Ed25519) and keep them. This one doesn't.
      </p>
      <p>These do:</p>
      <ul>
        <li>Chrome, Edge and other browsers made from Chromium, from version 137 on</li>
        <li>Firefox from version 130 on</li>
        <li>Safari from version 18 on, and every browser on iPhones and iPads from iOS 18 on</li>
      </ul>
      <p>
        In a private window, some browsers keep nothing: open Parley in a normal one. What you've written here
        is kept.
      </p>
      <button type="button" class="primary" (click)="reload()">Try again</button>
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
      justify-items: start;
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
export class Unsupported {
  protected reload(): void {
    location.reload();
  }
}
