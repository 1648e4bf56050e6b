import type { ArgumentMetadata, ValidationError } from '@nestjs/common';
import { ValidationPipe } from '@nestjs/common';
import type { FieldError } from '@prome-dify/contracts';
import { ProblemError } from './problem';

const ERRORS_MAX = 10;
const UNKNOWN_MEMBER = 'is not known here';

/** Checks every body, query and parameter against its class; unknown members are refused. */
export function validationPipe(): ValidationPipe {
  return new StrictValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      new ProblemError('validation_failed', { errors: fieldErrors(errors) }),
  });
}

/** Also refuses members like `toString`, which every object has and the whitelist therefore misses. */
class StrictValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const inherited = Object.keys(value ?? {}).filter((name) => name in Object.prototype);
    if (inherited.length > 0) {
      const errors = inherited.map((name) => ({ pointer: `/${name}`, message: UNKNOWN_MEMBER }));
      throw new ProblemError('validation_failed', { errors });
    }
    return super.transform(value, metadata);
  }
}

function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors
    .flatMap((error) => {
      const pointer = `${parent}/${shortened(error.property)}`;
      const own = Object.entries(error.constraints ?? {})
        .slice(0, 1)
        .map(([rule, message]) => ({
          pointer,
          message: rule === 'whitelistValidation' ? UNKNOWN_MEMBER : shortened(message),
        }));
      return [...own, ...fieldErrors(error.children ?? [], pointer)];
    })
    .slice(0, ERRORS_MAX);
}

function shortened(text = ''): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
