import emojibase from 'emoji-picker-element-data/en/emojibase/data.json' with { type: 'json' };

const GROUPS_SHOWN = new Set([0, 1, 3, 4, 5, 6, 7, 8, 9]);

export interface Emoji {
  readonly emoji: string;
  readonly name: string;
  /** Keywords for the search, in lower case. */
  readonly words: string;
  readonly group: number;
}

/** In Unicode order, without skin tones and components. */
export const EMOJI: readonly Emoji[] = emojibase
  .filter(({ group }) => GROUPS_SHOWN.has(group))
  .map(({ emoji, annotation, tags, shortcodes, group }) => ({
    emoji,
    name: annotation,
    words: [annotation, ...tags, ...shortcodes].join(' ').toLowerCase(),
    group,
  }));
