import { Component, computed, inject, input, model, resource } from '@angular/core';
import type { Scopes, Uuid } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { Choice, type Option } from '../../shared/forms/choice.ts';

type Place = 'all' | 'some';
const WHERE: readonly Option<Place>[] = [
  { value: 'all', label: 'All rooms that it is in' },
  { value: 'some', label: 'Only some rooms' },
];

/** What a machine or a token may do, and where. */
@Component({
  selector: 'parley-scopes-choice',
  imports: [Choice],
  template: `
    <fieldset>
      <legend>It may</legend>
      @for (right of rights; track right.name) {
        @if (within()?.[right.name] ?? true) {
          <label>
            <input type="checkbox" [checked]="scopes()[right.name]" (change)="toggle(right.name)" />
            {{ right.label }}
          </label>
        }
      }
    </fieldset>
    @if (!isBound()) {
      <parley-choice label="In" [options]="where" [value]="place()" (valueChange)="choosePlace($event)" />
    }
    @if (place() === 'some') {
      <fieldset>
        <legend [class.visually-hidden]="!isBound()">Rooms</legend>
        @for (room of offered(); track room.id) {
          <label>
            <input type="checkbox" [checked]="isChosen(room.id)" (change)="toggleRoom(room.id)" />
            <span class="ellipsis">{{ room.name }}</span>
          </label>
        } @empty {
          <p class="muted small">There are no rooms.</p>
        }
      </fieldset>
    }
  `,
  styles: `
    @use '../../../styles/choices';
    @use '../../../styles/checkbox';
    @include choices.choices;
    @include checkbox.checkbox;
    fieldset {
      margin-block-end: 1rem;
    }
    parley-choice:last-child,
    fieldset:last-child {
      margin: 0;
    }
  `,
})
export class ScopesChoice {
  private readonly chat = inject(Chat);
  readonly scopes = model.required<Scopes>();
  /** Those of the machine, for one of its tokens: it cannot do more. */
  readonly within = input<Scopes>();

  protected readonly where = WHERE;
  protected readonly rights = [
    { name: 'read', label: 'Read' },
    { name: 'write', label: 'Write' },
    { name: 'direct', label: 'Direct messages' },
  ] as const;
  /** The most active rooms of this server. */
  private readonly directory = resource({
    loader: async () => (await (await this.chat.client.rooms()).find('')).rooms,
  });
  protected readonly isBound = computed(() => {
    const rooms = this.within()?.rooms;
    return rooms !== undefined && rooms !== 'all';
  });
  protected readonly place = computed<Place>(() => (this.scopes().rooms === 'all' ? 'all' : 'some'));
  protected readonly offered = computed(() => {
    const found = (this.directory.hasValue() ? this.directory.value() : []).map(({ conversation, name }) => ({
      id: conversation,
      name,
    }));
    const bound = this.within()?.rooms;
    const chosen = this.scopes().rooms;
    const wanted = bound !== undefined && bound !== 'all' ? bound : chosen === 'all' ? [] : chosen;
    const named = new Map(found.map(({ id, name }) => [id, name]));
    const known = wanted.map((id) => ({ id, name: named.get(id) ?? this.chat.row(id)?.name ?? id }));
    return this.isBound() ? known : [...known, ...found.filter(({ id }) => !wanted.includes(id))];
  });

  protected toggle(name: 'read' | 'write' | 'direct'): void {
    this.scopes.update((scopes) => ({ ...scopes, [name]: !scopes[name] }));
  }

  protected choosePlace(place: Place): void {
    this.scopes.update((scopes) => ({ ...scopes, rooms: place === 'all' ? 'all' : [] }));
  }

  protected isChosen(room: Uuid): boolean {
    const { rooms } = this.scopes();
    return rooms !== 'all' && rooms.includes(room);
  }

  protected toggleRoom(room: Uuid): void {
    this.scopes.update(({ rooms, ...scopes }) => {
      const chosen = rooms === 'all' ? [] : rooms;
      const isChosen = chosen.includes(room);
      return { ...scopes, rooms: isChosen ? chosen.filter((one) => one !== room) : [...chosen, room] };
    });
  }
}
