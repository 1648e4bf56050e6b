import { Injectable } from '@nestjs/common';
import type { SharedConversation, SharedMessage } from '@prome-dify/contracts';
import type { PageQuery } from '../../platform/http';
import { decodeCursor, encodeCursor, ProblemError } from '../../platform/http';
import { BranchRepository } from '../conversations/branch.repository';
import { ShareLimits } from './share-limits';
import { shareTokenHash } from './share-tokens';
import { ShareRepository } from './share.repository';

/** Shared conversations as everybody sees them: nothing of whose they are, or what they cost. */
@Injectable()
export class SharedService {
  constructor(
    private readonly branches: BranchRepository,
    private readonly shares: ShareRepository,
    private readonly limits: ShareLimits,
  ) {}

  /**
   * @param address of the reader
   * @throws ProblemError `not_found`, the same for a link that was revoked and one that never was
   */
  async read(
    token: string,
    { limit, cursor }: PageQuery,
    address: string,
  ): Promise<SharedConversation> {
    await this.limits.countReader(address);
    // Places are counted from the end: no id comes from strangers, or goes to them.
    const [place] = cursor ? decodeCursor(cursor, ['number'] as const) : [0];
    const hash = shareTokenHash(token);
    const share = hash && (await this.shares.findByToken(hash));
    if (!share) throw new ProblemError('not_found');
    const { conversationId, lastMessageId, title, updatedAt } = share;
    const ids = await this.branches.ids(conversationId, lastMessageId);
    const end = Math.max(0, ids.length - place);
    const start = Math.max(0, end - limit);
    return {
      title,
      updatedAt: new Date(updatedAt).toISOString(),
      messages: await this.messages(conversationId, ids.slice(start, end)),
      nextCursor: start > 0 ? encodeCursor([place + limit]) : null,
    };
  }

  /** Those of these messages that say anything. */
  private async messages(
    conversationId: string,
    ids: readonly string[],
  ): Promise<readonly SharedMessage[]> {
    const rows = await this.branches.messages(conversationId, ids.at(-1) ?? null, ids.length);
    return rows
      .filter(({ content }) => content !== '')
      .map(({ role, content, status }) => ({ role, content, status }))
      .toReversed();
  }
}
