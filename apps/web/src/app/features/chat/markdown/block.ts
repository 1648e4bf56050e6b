/** What an answer is made of, ready to be drawn. `raw` is the markdown that it came from. */
export type Block =
  | { readonly kind: 'paragraph'; readonly raw: string; readonly inlines: readonly Inline[] }
  | Heading
  | CodeBlock
  | { readonly kind: 'quote'; readonly raw: string; readonly blocks: readonly Block[] }
  | ListBlock
  | TableBlock
  | { readonly kind: 'math'; readonly raw: string; readonly formula: Formula }
  | { readonly kind: 'rule'; readonly raw: string };

/** TeX, and the source with its delimiters that is shown where it cannot be drawn. */
export interface Formula {
  readonly raw: string;
  readonly tex: string;
  /** Whether it stands for itself, in the middle of a line of its own. */
  readonly display: boolean;
  /** Whether nothing more can come: its end is there. */
  readonly closed: boolean;
}

export interface Heading {
  readonly kind: 'heading';
  readonly raw: string;
  /** 1 to 6, as the author counted. */
  readonly level: number;
  readonly inlines: readonly Inline[];
}

export interface CodeBlock {
  readonly kind: 'code';
  readonly raw: string;
  /** As written after the fence; `''` when nothing was. */
  readonly language: string;
  readonly text: string;
  /** Whether nothing more can come: its fence is closed. */
  readonly closed: boolean;
}

export interface ListBlock {
  readonly kind: 'list';
  readonly raw: string;
  readonly ordered: boolean;
  /** The first number of an ordered list. */
  readonly start: number;
  readonly items: readonly ListItem[];
}

export interface ListItem {
  readonly raw: string;
  /** Whether it is a task, and one that is done. */
  readonly task: 'none' | 'open' | 'done';
  readonly blocks: readonly Block[];
}

export type Align = 'left' | 'center' | 'right' | null;

export interface TableBlock {
  readonly kind: 'table';
  readonly raw: string;
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Cell {
  readonly align: Align;
  readonly inlines: readonly Inline[];
}

export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'del'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly inlines: readonly Inline[] }
  | { readonly kind: 'math'; readonly formula: Formula }
  | { readonly kind: 'break' };
