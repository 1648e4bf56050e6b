import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type { ErrorCode, FieldError, Problem } from '@prome-dify/contracts';
import { ERRORS } from '@prome-dify/contracts';

@ApiSchema({ name: 'FieldError' })
export class FieldErrorDto implements FieldError {
  @ApiProperty({ description: 'JSON pointer of the field', example: '/email' })
  readonly pointer!: string;

  @ApiProperty({ example: 'must be an email address' })
  readonly message!: string;
}

/** RFC 9457 in the OpenAPI document. */
@ApiSchema({ name: 'Problem' })
export class ProblemDto implements Problem {
  @ApiProperty({ example: 'about:blank' })
  readonly type!: string;

  @ApiProperty()
  readonly title!: string;

  @ApiProperty({ type: 'integer' })
  readonly status!: number;

  @ApiProperty()
  readonly detail!: string;

  @ApiProperty({ enum: Object.keys(ERRORS), enumName: 'ErrorCode' })
  readonly code!: ErrorCode;

  @ApiProperty({ description: 'Id of the request, as in X-Request-Id' })
  readonly instance!: string;

  @ApiPropertyOptional({ type: [FieldErrorDto] })
  readonly errors?: readonly FieldErrorDto[];

  @ApiProperty({ description: 'The same text as title' })
  readonly error!: string;
}
