import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';

/** The accounts of this server and the ways to one. */
@Component({
  selector: 'parley-people-page',
  imports: [RouterLink],
  template: `
    <p class="muted">People come by invitation, and programs take part as machines.</p>
    <ul>
      <li><a routerLink="/settings/invitations">Invite somebody</a></li>
      <li><a routerLink="/machines">Machines of this server</a></li>
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      gap: 0.5rem;
      margin-block-start: 0.75rem;
      list-style: none;
    }
  `,
})
export class PeoplePage {}
