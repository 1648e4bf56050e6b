/** What every list answers beside its items: the opaque cursor of the next page, or `null` at the end. */
export interface Page {
  readonly nextCursor: string | null;
}
