import type { DoneReason, ErrorCode, MessageStatus } from '@prome-dify/contracts';
import type { Rates } from '../../models';
import type { BillableUsage } from './billable-usage';

/** A generation at its end, by whatever way it got there. */
export interface Ending {
  readonly generationId: string;
  readonly holdId: string;
  readonly userId: string;
  readonly conversationId: string;
  readonly assistantMessageId: string;
  readonly modelId: string;
  readonly rates: Rates;
  readonly text: string;
  readonly status: Exclude<MessageStatus, 'streaming'>;
  /** The reason of `done`, or the code of the error. */
  readonly outcome: DoneReason | ErrorCode;
  readonly billable: BillableUsage;
}
