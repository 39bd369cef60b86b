export type Direction = 'ltr' | 'rtl';

/** What the text of a message means, for templates to show. */
export type Block =
  | { readonly kind: 'paragraph'; readonly dir: Direction; readonly content: readonly Inline[] }
  /** The language is what stood beside the opening fence, or empty. */
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'quote'; readonly dir: Direction; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly dir: Direction; readonly items: readonly ListItem[] };

export interface ListItem {
  /** A bullet, or the number as it was typed. */
  readonly mark: string;
  /** How deep it is nested, from 0. */
  readonly level: number;
  readonly content: readonly Inline[];
}

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'mention'; readonly username: string }
  | { readonly kind: 'link'; readonly href: string; readonly text: string }
  | { readonly kind: 'strong'; readonly content: readonly Inline[] }
  | { readonly kind: 'emphasis'; readonly content: readonly Inline[] };
