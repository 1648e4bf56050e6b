import { Column, type ValueTransformer } from 'typeorm';
import { columnName } from './column-name';
import { toSafeInteger } from './safe-integer';

/** What may be said of a BIGINT column beside its type. Without `nullable` it is NOT NULL. */
export interface BigintColumnOptions {
  readonly nullable?: true;
  readonly default?: number;
}

/** Keeps BIGINT columns plain numbers on every database; a value that a double would bend throws. */
export const bigintTransformer: ValueTransformer = { to: integerOrAbsent, from: integerOrAbsent };

/** A BIGINT column (amounts, counts, epoch milliseconds), named after its property. */
export function BigintColumn(options: BigintColumnOptions = {}): PropertyDecorator {
  return (target, property) =>
    Column({
      ...options,
      name: columnName(property),
      type: 'bigint',
      transformer: bigintTransformer,
    })(target, property);
}

function integerOrAbsent(value: unknown): number | null | undefined {
  return value === null || value === undefined ? value : toSafeInteger(value);
}
