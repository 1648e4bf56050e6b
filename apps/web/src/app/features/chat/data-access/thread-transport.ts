import { Service, inject } from '@angular/core';
import type { ChatRequest, MessagesAnswer } from '@prome-dify/contracts';
import type { Observable } from 'rxjs';
import { AuthorizedFetch } from '../../../core/session/authorized-fetch';
import { retryPause } from '../../../core/stream/retry-pause';
import { ChatApi } from './chat-api';
import { attachToAnswer, sendMessage, type StreamItem, type StreamPort } from './chat-stream';
import type { ThreadTransport } from './thread-port';

/** Threads over HTTP: streams by `fetch`, the rest by `HttpClient`, all with the session's token. */
@Service()
export class HttpThreadTransport implements ThreadTransport {
  private readonly api = inject(ChatApi);
  private readonly http = inject(AuthorizedFetch);
  private readonly port: StreamPort = {
    request: (url, init) => this.http.request(url, init),
    wait: retryPause,
  };

  send(request: ChatRequest, key: string): Observable<StreamItem> {
    return sendMessage(this.port, request, key);
  }

  attach(generationId: string): Observable<StreamItem> {
    return attachToAnswer(this.port, generationId);
  }

  stop(generationId: string): Promise<unknown> {
    return this.api.stop(generationId);
  }

  activate(conversationId: string, messageId: string): Promise<unknown> {
    return this.api.change(conversationId, { activeMessageId: messageId });
  }

  messages(conversationId: string, cursor: string | null): Promise<MessagesAnswer> {
    return this.api.messages(conversationId, cursor);
  }
}
