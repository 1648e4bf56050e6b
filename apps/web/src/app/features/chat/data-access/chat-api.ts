import { HttpClient, HttpParams } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import type {
  ChatQuote,
  ChatRequest,
  ConversationPatch,
  ConversationView,
  ConversationsAnswer,
  MessagesAnswer,
  StopAnswer,
} from '@prome-dify/contracts';
import { firstValueFrom, type Observable } from 'rxjs';

/** The chat endpoints that answer with JSON. Every failure is a `Failure`. */
@Service()
export class ChatApi {
  private readonly http = inject(HttpClient);

  conversations(cursor: string | null, archived = false): Promise<ConversationsAnswer> {
    return firstValueFrom(
      this.http.get<ConversationsAnswer>('/api/conversations', {
        params: archived ? page(cursor).set('archived', true) : page(cursor),
      }),
    );
  }

  messages(conversationId: string, cursor: string | null): Promise<MessagesAnswer> {
    return firstValueFrom(
      this.http.get<MessagesAnswer>(`${address(conversationId)}/messages`, {
        params: page(cursor),
      }),
    );
  }

  change(conversationId: string, patch: ConversationPatch): Promise<ConversationView> {
    return firstValueFrom(this.http.patch<ConversationView>(address(conversationId), patch));
  }

  /** `keepalive`: also when the page is left meanwhile. */
  async remove(conversationId: string, keepalive = false): Promise<void> {
    await firstValueFrom(this.http.delete(address(conversationId), { keepalive }));
  }

  /** The whole conversation, as a file. */
  export(conversationId: string, format: 'md' | 'json'): Promise<Blob> {
    const url = `${address(conversationId)}/export`;
    return firstValueFrom(this.http.get(url, { params: { format }, responseType: 'blob' }));
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

function page(cursor: string | null): HttpParams {
  return new HttpParams({ fromObject: cursor === null ? {} : { cursor } });
}
