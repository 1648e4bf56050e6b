import { HttpClient, HttpParams } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import type {
  ChatQuote,
  ChatRequest,
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

  conversations(cursor: string | null): Promise<ConversationsAnswer> {
    return firstValueFrom(
      this.http.get<ConversationsAnswer>('/api/conversations', { params: page(cursor) }),
    );
  }

  messages(conversationId: string, cursor: string | null): Promise<MessagesAnswer> {
    return firstValueFrom(
      this.http.get<MessagesAnswer>(`${address(conversationId)}/messages`, {
        params: page(cursor),
      }),
    );
  }

  rename(conversationId: string, title: string): Promise<ConversationView> {
    return firstValueFrom(this.http.patch<ConversationView>(address(conversationId), { title }));
  }

  async remove(conversationId: string): Promise<void> {
    await firstValueFrom(this.http.delete(address(conversationId)));
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
