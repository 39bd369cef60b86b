import { Component, computed, input, output } from '@angular/core';
import { type AuditEvent, type User, Uuid } from '@parley/protocol';
import { detailWords, eventWords, subjectOf } from './event-words.ts';

const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** What happened, in words. A name leads to everything of that person, an address to everything from there. */
@Component({
  selector: 'parley-audit-event',
  template: `
    <time [attr.datetime]="iso()">{{ time() }}</time>
    <div>
      <p>
        @if (event().uid; as uid) {
          <button type="button" class="link" (click)="filtered.emit({ name: 'person', value: uid })">
            {{ nameOf(uid) }}
          </button>
        } @else {
          <strong>{{ subject() }}</strong>
        }
        {{ words() }}
      </p>
      @if (details().length > 0 || event().address) {
        <p class="small muted">
          @if (event().address; as address) {
            <span
              >from
              <button type="button" class="link" (click)="filtered.emit({ name: 'address', value: address })">
                {{ address }}
              </button></span
            >
          }
          @for (detail of details(); track detail.name) {
            <span>{{ detail.name }}: {{ detail.value }}</span>
          }
        </p>
      }
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.125rem 1rem;
      padding-block: 0.625rem;
    }
    time {
      color: var(--mat-sys-on-surface-variant);
      font-size: var(--text-small);
      font-variant-numeric: tabular-nums;
    }
    p {
      overflow-wrap: anywhere;
    }
    .small {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 0.875rem;
    }
    .link {
      display: inline;
      min-block-size: 24px;
      padding: 0;
      color: inherit;
      font-weight: 600;
      text-align: start;
      text-decoration: underline transparent;
      text-underline-offset: 3px;
    }
    .link:hover,
    .link:focus-visible {
      text-decoration-color: currentcolor;
    }
    .small .link {
      font-weight: inherit;
    }
    @container admin (width >= 46rem) {
      :host {
        grid-template-columns: 12rem minmax(0, 1fr);
        align-items: baseline;
      }
    }
  `,
})
export class AuditEventLine {
  readonly event = input.required<AuditEvent>();
  readonly users = input.required<ReadonlyMap<Uuid, User>>();
  readonly filtered = output<{ readonly name: 'person' | 'address'; readonly value: string }>();

  protected readonly time = computed(() => when.format(this.event().time));
  protected readonly iso = computed(() => new Date(this.event().time).toISOString());
  protected readonly words = computed(() => eventWords(this.event().kind));
  protected readonly subject = computed(() => subjectOf(this.event().kind));
  protected readonly details = computed(() =>
    Object.entries(this.event().details ?? {}).map(([name, value]) => ({
      name: detailWords(name),
      value: Uuid.safeParse(value).success ? this.nameOf(value) : value,
    })),
  );

  /** An id that is nobody's is shown in short. */
  protected nameOf(uid: Uuid): string {
    return this.users().get(uid)?.displayName ?? uid.slice(0, 8);
  }
}
