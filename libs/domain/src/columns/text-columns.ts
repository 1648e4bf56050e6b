import { Column, PrimaryColumn } from 'typeorm';
import { columnName } from './column-name';

/** What may be said of a text column beside its type. Without `nullable` it is NOT NULL. */
export interface TextColumnOptions {
  readonly nullable?: true;
  readonly default?: string;
}

/** The primary key: a UUIDv7 (or a fixed name) as TEXT, always made by the application. */
export function IdColumn(constraintName: string): PropertyDecorator {
  return (target, property) =>
    PrimaryColumn({
      name: columnName(property),
      type: 'text',
      primaryKeyConstraintName: constraintName,
    })(target, property);
}

/** A TEXT column, named after its property. */
export function TextColumn(options: TextColumnOptions = {}): PropertyDecorator {
  return (target, property) =>
    Column({ ...options, name: columnName(property), type: 'text' })(target, property);
}
