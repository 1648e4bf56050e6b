import type { DoneReason, ErrorCode } from '@prome-dify/contracts';
import type { PromptUsage, TokenUsage } from '@prome-dify/llm';

/** How an upstream call ended, whatever the reason. */
export interface Outcome {
  /** The whole answer as it was delivered. */
  readonly text: string;
  /** The provider's last figures, if it gave any. */
  readonly usage?: TokenUsage;
  /** What the prompt took, where the provider has told that before the answer. */
  readonly prompt?: PromptUsage;
  readonly end:
    | { readonly kind: 'done'; readonly reason: DoneReason }
    | {
        readonly kind: 'error';
        readonly code: ErrorCode;
        readonly message: string;
        readonly retryAfter?: number;
      };
}
