import type { LengthBound } from '@prome-dify/contracts';
import type { ModelMessage } from '@prome-dify/llm';
import type { Model } from '../../models';

/** One admitted question: everything the generation needs, fixed when the tokens were held. */
export interface Turn {
  readonly generationId: string;
  readonly holdId: string;
  readonly userId: string;
  readonly conversationId: string;
  /** The conversation began with this question. */
  readonly isNew: boolean;
  readonly assistantMessageId: string;
  readonly model: Model;
  readonly messages: readonly ModelMessage[];
  /** Upstream tokens of the prompt, by our own count. */
  readonly promptTokens: number;
  readonly maxOutputTokens: number;
  /** What `maxOutputTokens` comes from. */
  readonly limitedBy: LengthBound;
}
