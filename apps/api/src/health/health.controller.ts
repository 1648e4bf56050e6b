import { Controller, Get, Head, HttpCode, Inject } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Database } from '../platform/database';
import { ApiProblems, ProblemError, Public } from '../platform/http';
import { Lifecycle } from '../platform/lifecycle/lifecycle';
import { Peers } from '../platform/peers';
import { HealthDto, ReadyDto } from './health.dto';

/** For load balancers and container engines. */
@ApiTags('Health')
@Public()
@Controller()
export class HealthController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Peers) private readonly peers: Peers,
    private readonly lifecycle: Lifecycle,
  ) {}

  @Get('health')
  @HttpCode(200)
  @ApiOperation({ summary: 'Whether the process is alive' })
  @ApiOkResponse({ type: HealthDto })
  health(): HealthDto {
    return { status: 'ok' };
  }

  /** What some load balancers ask; the body of the answer is left out on the way. */
  @Head('health')
  @ApiExcludeEndpoint()
  headOfHealth(): HealthDto {
    return this.health();
  }

  @Get('ready')
  @HttpCode(200)
  @ApiOperation({ summary: 'Whether new requests should be sent here' })
  @ApiOkResponse({ type: ReadyDto })
  @ApiProblems('server_restarting', 'server_busy')
  async ready(): Promise<ReadyDto> {
    if (this.lifecycle.isStopping) throw new ProblemError('server_restarting', { retryAfter: 5 });
    await this.database.ping();
    // Without Redis all goes on, so that no balancer should turn away from here for want of it.
    const { state } = this.peers;
    return { status: 'ok', ...(state === 'none' ? {} : { redis: state }) };
  }

  @Head('ready')
  @ApiExcludeEndpoint()
  headOfReady(): Promise<ReadyDto> {
    return this.ready();
  }
}
