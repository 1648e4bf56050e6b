import { Column, type ValueTransformer } from 'typeorm';
import { columnName } from './column-name';

/** Yes and no as 1 and 0: SQLite has no boolean, and one form for every database keeps SQL portable. */
export const flagTransformer: ValueTransformer = {
  to: (value: boolean | null | undefined) => (typeof value === 'boolean' ? Number(value) : value),
  from: (cell: number | null) => (cell === null ? null : cell === 1),
};

/** An INTEGER column that holds 0 or 1 and is a boolean in the entity, named after its property. */
export function FlagColumn(options: { readonly default?: boolean } = {}): PropertyDecorator {
  const fallback = options.default === undefined ? {} : { default: Number(options.default) };
  return (target, property) =>
    Column({
      ...fallback,
      name: columnName(property),
      type: 'integer',
      transformer: flagTransformer,
    })(target, property);
}
