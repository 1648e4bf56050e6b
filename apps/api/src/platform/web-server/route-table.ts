interface Row {
  readonly parts: readonly string[];
  readonly methods: Set<string>;
}

/** Which methods an address has, of all the routes that were told. */
export class RouteTable {
  private readonly rows = new Map<string, Row>();

  /** Adds a route; one that takes every address, as files do, says nothing about methods. */
  add(method: string | readonly string[], url: string): void {
    if (url.includes('*')) return;
    const row = this.rows.get(url) ?? { parts: url.split('/'), methods: new Set() };
    this.rows.set(url, row);
    for (const each of [method].flat()) row.methods.add(each);
  }

  /** The methods of an address with or without a query, sorted; none when no route has it. */
  methodsOf(address: string): readonly string[] {
    const path = address.replace(/[?#].*$/s, '').split('/');
    const found = [...this.rows.values()].filter(({ parts }) => fits(path, parts));
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
  }
}

function fits(path: readonly string[], parts: readonly string[]): boolean {
  if (path.length !== parts.length) return false;
  return parts.every((part, index) =>
    part.startsWith(':') ? path[index] !== '' : part === path[index],
  );
}
