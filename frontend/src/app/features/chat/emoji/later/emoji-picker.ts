import { Grid, GridCell, GridCellWidget, GridRow } from '@angular/aria/grid';
import { CdkTrapFocus } from '@angular/cdk/a11y';
import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { EMOJI } from './emoji-data.ts';

const COLUMNS = 8;
const OFTEN = ['👍️', '❤️', '😂', '🎉', '😮', '😢', '🙏', '👀'];
const GROUPS = [
  { group: 0, name: 'Smileys', icon: '😀' },
  { group: 1, name: 'People', icon: '👋' },
  { group: 3, name: 'Nature', icon: '🌿' },
  { group: 4, name: 'Food', icon: '🍎' },
  { group: 5, name: 'Places', icon: '🚗' },
  { group: 6, name: 'Activities', icon: '⚽' },
  { group: 7, name: 'Objects', icon: '💡' },
  { group: 8, name: 'Symbols', icon: '💜' },
  { group: 9, name: 'Flags', icon: '🏁' },
] as const;

/** Our own, because ready-made pickers insert HTML strings, which Trusted Types forbid. */
@Component({
  selector: 'parley-emoji-picker',
  imports: [Grid, GridCell, GridCellWidget, GridRow],
  hostDirectives: [CdkTrapFocus],
  host: { role: 'dialog', 'aria-label': 'Emoji', tabindex: '-1' },
  templateUrl: './emoji-picker.html',
  styleUrl: './emoji-picker.scss',
})
export class EmojiPicker {
  readonly picked = output<string>();

  private readonly search = viewChild.required<ElementRef<HTMLInputElement>>('search');
  protected readonly groups = GROUPS;
  protected readonly group = signal<number>(0);
  protected readonly query = signal('');

  private readonly shown = computed(() => {
    const words = this.query()
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    if (words.length === 0) return EMOJI.filter(({ group }) => group === this.group());
    return EMOJI.filter((emoji) => words.every((word) => emoji.words.includes(word))).slice(0, 20 * COLUMNS);
  });
  protected readonly often = EMOJI.filter(({ emoji }) => OFTEN.includes(emoji));
  protected readonly rows = computed(() => {
    const shown = this.shown();
    return Array.from({ length: Math.ceil(shown.length / COLUMNS) }, (_, row) =>
      shown.slice(row * COLUMNS, (row + 1) * COLUMNS),
    );
  });

  constructor() {
    const dialog = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // On a touch screen a focused field opens the keyboard, which would cover the emoji.
    const touched = matchMedia('(pointer: coarse)').matches;
    afterNextRender(() => (touched ? dialog : this.search().nativeElement).focus());
  }
}
