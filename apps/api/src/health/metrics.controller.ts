import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Headers, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { collectDefaultMetrics, register } from 'prom-client';
import type { Config } from '../platform/config/config';
import { CONFIG } from '../platform/config/config';
import { ApiProblems, ProblemError, Public } from '../platform/http';

/** What the process counts, in the text format of Prometheus, for who knows METRICS_SECRET. */
@ApiTags('Health')
@Public()
@Controller()
export class MetricsController {
  constructor(@Inject(CONFIG) private readonly config: Config) {
    if (config.METRICS_SECRET !== undefined) collectDefaultMetrics();
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  @ApiOperation({
    summary: 'What the process counts, in the text format of Prometheus',
    description: 'Needs METRICS_SECRET as bearer token, and is not there unless that is set.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblems('unauthorized', 'not_found')
  read(@Headers('authorization') authorization = ''): Promise<string> {
    const { METRICS_SECRET: secret } = this.config;
    if (secret === undefined) throw new ProblemError('not_found');
    if (!isSame(authorization, `Bearer ${secret}`)) throw new ProblemError('unauthorized');
    return register.metrics();
  }
}

/** Takes the same time wherever the two begin to differ. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
