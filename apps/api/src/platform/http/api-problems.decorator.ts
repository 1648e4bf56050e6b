import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { ErrorCode } from '@prome-dify/contracts';
import { ERRORS } from '@prome-dify/contracts';
import { ProblemError } from './problem';

/** Documents which refusals a route answers with, grouped by status, each with an example. */
export function ApiProblems(...codes: ErrorCode[]): MethodDecorator & ClassDecorator {
  const byStatus = Map.groupBy(codes, (code) => ERRORS[code].status);
  return applyDecorators(
    ...[...byStatus].map(([status, group]) =>
      ApiResponse({
        status,
        description: group.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join('\n\n'),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            examples: Object.fromEntries(group.map((code) => [code, { value: example(code) }])),
          },
        },
      }),
    ),
  );
}

function example(code: ErrorCode): object {
  return new ProblemError(code).body('0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa');
}
