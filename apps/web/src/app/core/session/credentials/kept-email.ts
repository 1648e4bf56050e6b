interface State {
  readonly email?: string;
}

/** The address that was typed on this page before it was opened anew. */
export function keptEmail(): string {
  return (history.state as State | null)?.email ?? '';
}

/** Keeps an address with this entry of the browser's history, and nowhere else. */
export function keepEmail(email: string): void {
  const state: State = { ...(history.state as State | null), email };
  if (email !== keptEmail()) history.replaceState(state, '');
}
