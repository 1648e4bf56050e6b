import { Injectable } from '@nestjs/common';
import type { ShareAnswer } from '@prome-dify/contracts';
import { uuidv7 } from 'uuidv7';
import { ProblemError } from '../../platform/http';
import type { MessageRow } from '../conversations/branch.repository';
import { BranchRepository } from '../conversations/branch.repository';
import type { ConversationRow } from '../conversations/conversation.repository';
import { ConversationRepository } from '../conversations/conversation.repository';
import { ShareLimits } from './share-limits';
import { ShareTokens, shareTokenHash } from './share-tokens';
import type { ShareRow, Snapshot } from './share.repository';
import { ShareRepository } from './share.repository';

/** The links that people make of their conversations: one each, until it is revoked. */
@Injectable()
export class ShareService {
  constructor(
    private readonly conversations: ConversationRepository,
    private readonly branches: BranchRepository,
    private readonly shares: ShareRepository,
    private readonly tokens: ShareTokens,
    private readonly limits: ShareLimits,
  ) {}

  /**
   * The link of a conversation; a new one shows the conversation as it is now.
   * @throws ProblemError `not_found`, `conversation_busy`, `rate_limited`
   */
  async share(userId: string, id: string): Promise<ShareAnswer> {
    const conversation = await this.own(userId, id);
    const found = await this.shares.find(id);
    if (found) return this.toAnswer(conversation, found);
    const seed = this.tokens.newSeed();
    const now = await this.snapshot(conversation);
    const tokenHash = shareTokenHash(this.tokens.of(seed)) ?? '';
    const createdAt = now.updatedAt;
    await this.shares.insert(uuidv7(), { ...now, conversationId: id, seed, tokenHash, createdAt });
    return this.toAnswer(conversation, await this.existing(id));
  }

  /**
   * Lets the link show the conversation as it is now.
   * @throws ProblemError `not_found` also without a link, `conversation_busy`, `rate_limited`
   */
  async update(userId: string, id: string): Promise<ShareAnswer> {
    const conversation = await this.own(userId, id);
    const share = await this.existing(id);
    const now = await this.snapshot(conversation);
    await this.shares.show(id, now);
    return this.toAnswer(conversation, { ...share, ...now });
  }

  /** Ends the link, if there is one. @throws ProblemError `not_found`, `rate_limited` */
  async revoke(userId: string, id: string): Promise<void> {
    await this.own(userId, id);
    await this.shares.remove(id);
  }

  private async own(userId: string, id: string): Promise<ConversationRow> {
    await this.limits.countShare(userId);
    return this.conversations.find(userId, id);
  }

  private async existing(id: string): Promise<ShareRow> {
    const share = await this.shares.find(id);
    if (!share) throw new ProblemError('not_found');
    return share;
  }

  /** An answer that is still being written would go on growing under the eyes of strangers. */
  private async snapshot(conversation: ConversationRow): Promise<Snapshot> {
    const last = await this.lastMessage(conversation);
    if (!last) throw new ProblemError('not_found');
    if (last.status === 'streaming') throw new ProblemError('conversation_busy');
    return { title: conversation.title, lastMessageId: last.id, updatedAt: Date.now() };
  }

  private async toAnswer(conversation: ConversationRow, share: ShareRow): Promise<ShareAnswer> {
    const token = this.tokens.of(share.seed);
    const tokenHash = shareTokenHash(token) ?? '';
    // With another secret than before, the old token cannot be shown any more.
    if (tokenHash !== share.tokenHash) await this.shares.setToken(conversation.id, tokenHash);
    const last = await this.lastMessage(conversation);
    return {
      token,
      createdAt: new Date(share.createdAt).toISOString(),
      updatedAt: new Date(share.updatedAt).toISOString(),
      outdated: last?.id !== share.lastMessageId || conversation.title !== share.title,
    };
  }

  /** Where the branch ends that is shown. */
  private async lastMessage(conversation: ConversationRow): Promise<MessageRow | undefined> {
    const { id, activeMessageId } = conversation;
    return (await this.branches.messages(id, activeMessageId, 1))[0];
  }
}
