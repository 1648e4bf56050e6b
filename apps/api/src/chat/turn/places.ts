import { Injectable } from '@nestjs/common';
import type { ChatRequest } from '@prome-dify/contracts';
import type { ModelMessage } from '@prome-dify/llm';
import { ProblemError } from '../../platform/http';
import { BranchRepository } from '../conversations/branch.repository';
import { ConversationRepository } from '../conversations/conversation.repository';

/** Where in a conversation a turn belongs, and what was said on the way there. */
export interface Place {
  readonly question: string;
  /** The question itself, where it is there already and only another answer is wanted. */
  readonly questionId?: string;
  /** The message that the question follows. */
  readonly parentId: string | null;
  /** It goes on with the branch that is shown, and is out of date when that has changed. */
  readonly goesOn: boolean;
  readonly history: readonly ModelMessage[];
}

/** Finds the places that requests name. */
@Injectable()
export class Places {
  constructor(
    private readonly conversations: ConversationRepository,
    private readonly branches: BranchRepository,
  ) {}

  /** @throws ProblemError `not_found` (conversation, message), `validation_failed` (no answer) */
  async of(userId: string, request: ChatRequest): Promise<Place> {
    const { message: question = '', conversationId: id, parentId, regenerate } = request;
    if (id === undefined) return { question, parentId: null, goesOn: false, history: [] };
    const { activeMessageId } = await this.conversations.find(userId, id);
    if (regenerate !== undefined) return this.anew(id, regenerate);
    if (parentId) await this.answer(id, parentId, '/parentId');
    const goesOn = parentId === undefined;
    const follows = goesOn ? activeMessageId : parentId;
    const history = await this.branches.history(id, follows);
    return { question, parentId: follows, goesOn, history };
  }

  /** The place of the question that was answered with this. */
  private async anew(id: string, answerId: string): Promise<Place> {
    const answer = await this.answer(id, answerId, '/regenerate');
    const questionId = answer.parentId ?? '';
    const { content: question, parentId } = await this.branches.find(id, questionId);
    const history = await this.branches.history(id, parentId);
    return { question, questionId, parentId, goesOn: false, history };
  }

  private async answer(id: string, messageId: string, pointer: string) {
    const message = await this.branches.find(id, messageId);
    if (message.role === 'assistant') return message;
    throw new ProblemError('validation_failed', {
      errors: [{ pointer, message: 'must be the id of an answer' }],
    });
  }
}
