import { applyDecorators } from '@nestjs/common';
import { FIELD_FAULTS } from '@prome-dify/contracts';
import { Matches, ValidateBy } from 'class-validator';

/** Refuses NUL and lone surrogates, which a database may refuse or change. */
const CLEAN = /^[^\0\p{Cs}]*$/u;

/** A string of `min` to `max` UTF-16 units that every database can store as it is. */
export const Text = (min: number, max: number): PropertyDecorator =>
  applyDecorators(
    Matches(CLEAN, { message: FIELD_FAULTS.brokenText }),
    Units('maxLength', (units) => units <= max, `must have at most ${max} characters`),
    Units('minLength', (units) => units >= min, `must have at least ${min} characters`),
  );

/** The library's own length counts an emoji as one, and what only changes its look as nothing. */
function Units(name: string, fits: (units: number) => boolean, message: string): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && fits(value.length);
  return ValidateBy({ name, validator: { validate, defaultMessage: () => message } });
}
