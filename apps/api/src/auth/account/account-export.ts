import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/http';
import { PersonalData } from '../../platform/personal-data';
import { AuthAnswers } from '../auth-answers';
import { ExportLimits } from '../limits/export-limits';
import { OwnSessions } from '../sessions/own-sessions';

/** Hands out all that is kept about somebody. */
@Injectable()
export class AccountExport {
  constructor(
    private readonly limits: ExportLimits,
    private readonly answers: AuthAnswers,
    private readonly sessions: OwnSessions,
    private readonly data: PersonalData,
  ) {}

  /**
   * The whole account as one JSON object, written while it is read.
   * @throws ProblemError `rate_limited`
   */
  async export(principal: Principal): Promise<AsyncIterable<string>> {
    await this.limits.count(principal.userId);
    const { user } = await this.answers.me(principal.userId);
    const { sessions } = await this.sessions.list(principal);
    return this.data.export(user, { profile: user, sessions });
  }
}
