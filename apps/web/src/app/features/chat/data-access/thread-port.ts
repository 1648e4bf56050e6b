import type { ChatRequest, MessagesAnswer } from '@prome-dify/contracts';
import type { Observable } from 'rxjs';
import type { Failure } from '../../../core/http/failure';
import type { StreamItem } from './chat-stream';

/** How a thread reaches the API. */
export interface ThreadTransport {
  send(request: ChatRequest, key: string): Observable<StreamItem>;
  attach(generationId: string): Observable<StreamItem>;
  stop(generationId: string): Promise<unknown>;
  /** Makes the branch with this message the one that is shown. */
  activate(conversationId: string, messageId: string): Promise<unknown>;
  messages(conversationId: string, cursor: string | null): Promise<MessagesAnswer>;
}

/** Who wants to know what happens in a thread. `scope` is the conversation as it was at the send. */
export interface ThreadListener {
  /** The server has stored the message. */
  sent(scope: string | null): void;
  /** The message was not accepted. Returns whether the thread keeps it, to be sent again. */
  refused(scope: string | null, failure: Failure): boolean;
  /** A new conversation has got its id. */
  began(conversationId: string, firstMessage: string): void;
  /** An answer was charged. */
  charged(): void;
  /** An answer is complete. */
  ended(conversationId: string): void;
}
