/** A decoded form: text at the leaves, names (or array indexes) on the way there. */
export interface FormNode {
  readonly [name: string]: FormValue;
}
export type FormValue = string | FormNode;

/** The body or query cannot be read as a form; the message says why. */
export class FormError extends Error {}

const MAX_DEPTH = 10;

interface OpenNode {
  [name: string]: string | OpenNode;
}

/**
 * Decodes `a=1&b[c]=2&d[0][e]=3&f[]=4` as Stripe reads it: brackets nest, `[]` takes the next index.
 * @throws FormError when a name is nested too deeply, or is a value and a group at once.
 */
export function decodeForm(text: string): FormNode {
  const root: OpenNode = emptyNode();
  for (const [name, value] of new URLSearchParams(text)) put(root, pathOf(name), value);
  return root;
}

function pathOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open < 1) return [name];
  const path = [name.slice(0, open), ...[...name.slice(open).matchAll(/\[([^\]]*)\]/g)].map(inner)];
  if (path.length > MAX_DEPTH) throw new FormError('The parameters are nested too deeply');
  return path;
}

function inner(match: RegExpExecArray): string {
  return match[1] ?? '';
}

function put(root: OpenNode, path: readonly string[], value: string): void {
  let node = root;
  for (const step of path.slice(0, -1)) node = childOf(node, nameIn(node, step));
  const last = nameIn(node, path.at(-1) ?? '');
  if (typeof node[last] === 'object') throw new FormError(`${last} is a value and a group at once`);
  node[last] = value;
}

function childOf(node: OpenNode, name: string): OpenNode {
  const child = (node[name] ??= emptyNode());
  if (typeof child === 'string') throw new FormError(`${name} is a value and a group at once`);
  return child;
}

function nameIn(node: OpenNode, step: string): string {
  return step === '' ? String(Object.keys(node).length) : step;
}

/** Without a prototype, so that a parameter named `__proto__` is only a name. */
function emptyNode(): OpenNode {
  return Object.create(null) as OpenNode;
}
