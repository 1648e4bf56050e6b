import type { DoneReason, ErrorCode } from '@prome-dify/contracts';
import type { TokenUsage } from '@prome-dify/llm';

/** How an upstream call ended, whatever the reason. */
export interface Outcome {
  /** The whole answer as it was delivered. */
  readonly text: string;
  /** The provider's last figures, if it gave any. */
  readonly usage?: TokenUsage;
  readonly end:
    | { readonly kind: 'done'; readonly reason: DoneReason }
    | {
        readonly kind: 'error';
        readonly code: ErrorCode;
        readonly message: string;
        readonly retryAfter?: number;
      };
}
