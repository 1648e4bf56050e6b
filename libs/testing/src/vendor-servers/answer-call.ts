import { ScriptedCall } from '../scripted-http';

/** The text of which nothing may ever reach a person. */
export const UPSTREAM_TEXT = 'UPSTREAM TEXT';

/** The words of the answer that most scripts give. */
export const WORDS = ['Hello ', 'from ', 'the ', 'scripted ', 'model.'];

/** A text whose characters take one to four bytes. */
export const WIDE_TEXT = 'Grüße, 世界 😀!';

/** One call of a vendor's model: what scripts do in whatever protocol it has. */
export abstract class AnswerCall extends ScriptedCall {
  /** Sends a piece of the answer. */
  abstract say(text: string): Promise<void>;

  /** Refuses, with a body as the vendor writes it. */
  abstract refuse(status: number, headers?: Record<string, string>): void;
}
