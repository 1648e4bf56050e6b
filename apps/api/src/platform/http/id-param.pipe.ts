import type { PipeTransform } from '@nestjs/common';
import { ProblemError } from './problem';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Lets only UUIDs pass as ids, so that nothing else reaches a query. */
export class IdParam implements PipeTransform<string, string> {
  transform(value: string): string {
    if (UUID.test(value)) return value;
    throw new ProblemError('validation_failed', {
      errors: [{ pointer: '/id', message: 'must be an id' }],
    });
  }
}
