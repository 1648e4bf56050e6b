import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'Health' })
export class HealthDto {
  @ApiProperty({ enum: ['ok'] })
  readonly status!: 'ok';
}

@ApiSchema({ name: 'Ready' })
export class ReadyDto extends HealthDto {
  @ApiPropertyOptional({
    enum: ['up', 'down'],
    description: 'With REDIS_URL: whether other processes can be reached. `down` is no refusal',
  })
  readonly redis?: 'up' | 'down';
}
