import type Stripe from 'stripe';
import { invalidRequest, missingParam } from './errors';
import type { FormNode } from './form-body';

/**
 * Reads the parameters of one request, naming them in errors as Stripe does
 * (`line_items[0][quantity]`). What nobody asked for is found by {@link Params.refuseOthers}.
 */
export class Params {
  private readonly seen = new Set<string>();

  constructor(
    private readonly node: FormNode,
    private readonly prefix = '',
  ) {}

  /** The text of a parameter; an empty one counts as absent. */
  text(name: string): string | undefined {
    this.seen.add(name);
    const value = this.node[name];
    if (typeof value === 'object') throw invalidRequest('Invalid string', this.full(name));
    return value === '' ? undefined : value;
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missingParam(this.full(name));
    return value;
  }

  integer(name: string, min: number, max: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^-?[0-9]{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    const param = this.full(name);
    throw invalidRequest(`Invalid integer: ${text}`, param, 'parameter_invalid_integer');
  }

  requiredInteger(name: string, min: number, max: number): number {
    const value = this.integer(name, min, max);
    if (value === undefined) throw missingParam(this.full(name));
    return value;
  }

  flag(name: string): boolean | undefined {
    const text = this.text(name);
    if (text === undefined || text === 'true' || text === 'false') {
      return text === undefined ? undefined : text === 'true';
    }
    throw invalidRequest(`Invalid boolean: ${text}`, this.full(name));
  }

  isGroup(name: string): boolean {
    return typeof this.node[name] === 'object';
  }

  group(name: string): Params | undefined {
    this.seen.add(name);
    const value = this.node[name];
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string') throw invalidRequest('Invalid object', this.full(name));
    return new Params(value, this.full(name));
  }

  groups(name: string): Params[] {
    const list = this.group(name);
    if (!list) return [];
    return Object.keys(list.node).flatMap((index) => list.group(index) ?? []);
  }

  texts(name: string): string[] {
    const list = this.group(name);
    if (!list) return [];
    return Object.keys(list.node).flatMap((index) => list.text(index) ?? []);
  }

  metadata(name = 'metadata'): Stripe.Metadata {
    const entries = this.group(name);
    if (!entries) return {};
    const names = Object.keys(entries.node);
    return Object.fromEntries(names.map((key) => [key, entries.text(key) ?? '']));
  }

  /** Refuses every parameter that was neither read nor is in `ignored`. */
  refuseOthers(ignored: readonly string[] = []): void {
    const other = Object.keys(this.node).find((n) => !this.seen.has(n) && !ignored.includes(n));
    if (other === undefined) return;
    const param = this.full(other);
    throw invalidRequest(`Received unknown parameter: ${param}`, param, 'parameter_unknown');
  }

  full(name: string): string {
    return this.prefix === '' ? name : `${this.prefix}[${name}]`;
  }
}
