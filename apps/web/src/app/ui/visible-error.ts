/** As much of a field as its error needs. */
interface Visible {
  touched(): boolean;
  errors(): readonly { readonly message?: string }[];
}

/** What is wrong with a field, once somebody has been there. */
export function visibleError(field: Visible): string {
  return (field.touched() && field.errors()[0]?.message) || '';
}
