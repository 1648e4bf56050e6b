/** A broken invariant: which one, on which row, and what is wrong with it. */
export interface Finding {
  /** The invariant's short name, for example `I4`. */
  readonly invariant: string;
  /** Table and id of the row, or the account. */
  readonly subject: string;
  readonly problem: string;
}
