import { HttpClient, HttpParams } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import type {
  ChatQuote,
  ChatRequest,
  ConversationPatch,
  ConversationView,
  ConversationsAnswer,
  FeedbackAnswer,
  MessageFeedback,
  MessagesAnswer,
  ShareAnswer,
  SharedConversation,
  StopAnswer,
} from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { firstValueFrom, type Observable } from 'rxjs';
import { OfflineCopies } from '../../../core/offline/offline-copies';
import { keptForOffline } from '../../../core/offline/offline-copies-interceptor';

/** The chat endpoints that answer with JSON. Every failure is a `Failure`. */
@Service()
export class ChatApi {
  private readonly copies = inject(OfflineCopies);
  private readonly http = inject(HttpClient);

  conversations(cursor: string | null, archived = false): Promise<ConversationsAnswer> {
    return firstValueFrom(
      this.http.get<ConversationsAnswer>('/api/conversations', {
        params: archived ? page(cursor).set('archived', true) : page(cursor),
        ...(cursor === null && !archived && { context: keptForOffline() }),
      }),
    );
  }

  messages(conversationId: string, cursor: string | null): Promise<MessagesAnswer> {
    return firstValueFrom(
      this.http.get<MessagesAnswer>(messagesOf(conversationId), {
        params: page(cursor),
        ...(cursor === null && { context: keptForOffline() }),
      }),
    );
  }

  change(conversationId: string, patch: ConversationPatch): Promise<ConversationView> {
    return firstValueFrom(this.http.patch<ConversationView>(address(conversationId), patch));
  }

  /** `keepalive`: also when the page is left meanwhile. */
  async remove(conversationId: string, keepalive = false): Promise<void> {
    await firstValueFrom(this.http.delete(address(conversationId), { keepalive }));
    await this.copies.forget(messagesOf(conversationId));
  }

  /** The whole conversation, as a file. */
  export(conversationId: string, format: 'md' | 'json'): Promise<Blob> {
    const url = `${address(conversationId)}/export`;
    return firstValueFrom(this.http.get(url, { params: { format }, responseType: 'blob' }));
  }

  /** The public link of a conversation, made if there is none. */
  share(conversationId: string): Promise<ShareAnswer> {
    return firstValueFrom(this.http.post<ShareAnswer>(`${address(conversationId)}/share`, {}));
  }

  /** Lets the link show the conversation as it is now. */
  updateShare(conversationId: string): Promise<ShareAnswer> {
    return firstValueFrom(this.http.put<ShareAnswer>(`${address(conversationId)}/share`, {}));
  }

  async revokeShare(conversationId: string): Promise<void> {
    await firstValueFrom(this.http.delete(`${address(conversationId)}/share`));
  }

  /** What everybody sees who has the link. */
  shared(token: string, cursor: string | null): Promise<SharedConversation> {
    const url = `/api/shared/${encodeURIComponent(token)}`;
    const params = page(cursor).set('limit', LIMITS.pageMax);
    return firstValueFrom(this.http.get<SharedConversation>(url, { params }));
  }

  /** Says whether an answer is good; `null` takes it back. */
  rate(messageId: string, feedback: MessageFeedback | null): Promise<FeedbackAnswer> {
    const url = `/api/messages/${encodeURIComponent(messageId)}/feedback`;
    return firstValueFrom(this.http.put<FeedbackAnswer>(url, feedback ?? { rating: null }));
  }

  stop(generationId: string): Promise<StopAnswer> {
    const url = `/api/chat/${encodeURIComponent(generationId)}/stop`;
    return firstValueFrom(this.http.post<StopAnswer>(url, {}));
  }

  quote(request: ChatRequest): Observable<ChatQuote> {
    return this.http.post<ChatQuote>('/api/chat/quote', request);
  }
}

function address(conversationId: string): string {
  return `/api/conversations/${encodeURIComponent(conversationId)}`;
}

function messagesOf(conversationId: string): string {
  return `${address(conversationId)}/messages`;
}

function page(cursor: string | null): HttpParams {
  return new HttpParams({ fromObject: cursor === null ? {} : { cursor } });
}
