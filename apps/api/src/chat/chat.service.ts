import { Injectable } from '@nestjs/common';
import type { ChatQuote, ChatRequest, StopAnswer } from '@prome-dify/contracts';
import { ERRORS } from '@prome-dify/contracts';
import type { Observable } from 'rxjs';
import { of } from 'rxjs';
import type { Budget } from '../ledger';
import { Answers } from './generation/answers';
import type { SequencedEvent } from './generation/generation-log';
import { Generations } from './generation/generations';
import { Replay } from './generation/replay';
import { Admission, retryAfterOf } from './turn/admission';
import { Turns } from './turn/turns';

/** A stream that was admitted, or the one `error` event of a refusal for want of tokens. */
export interface ChatStream {
  readonly generationId?: string;
  readonly events: Observable<SequencedEvent>;
}

/** What can be done with answers: ask, resume, stop, and ask for the price before. */
@Injectable()
export class ChatService {
  constructor(
    private readonly turns: Turns,
    private readonly admission: Admission,
    private readonly generations: Generations,
    private readonly replay: Replay,
    private readonly answers: Answers,
  ) {}

  /**
   * Sends a message. The same key with the same body attaches to the first request's answer.
   * @throws ProblemError before anything is held or stored
   */
  async send(userId: string, request: ChatRequest, key: string | undefined): Promise<ChatStream> {
    const earlier = key && (await this.replay.findByKey(userId, key, request));
    if (earlier) return this.resume(userId, earlier, 0);
    const admitted = await this.generations.admit(async () => {
      const prepared = await this.turns.prepare(userId, request);
      const decided = await this.admission.admit(userId, request, prepared, key);
      if ('turn' in decided) this.generations.start(decided.turn);
      return decided;
    });
    if ('overtaken' in admitted) return this.send(userId, request, key);
    if ('budget' in admitted) return { events: of(refusal(admitted.budget)) };
    return this.resume(userId, admitted.turn.generationId, 0);
  }

  /**
   * What happened after event `after`, and what goes on happening.
   * @throws ProblemError `not_found`
   */
  async resume(userId: string, generationId: string, after: number): Promise<ChatStream> {
    return { generationId, events: await this.answers.read(userId, generationId, after) };
  }

  /**
   * Ends a running answer and waits until it is settled; the same answer when called again.
   * @throws ProblemError `not_found`
   */
  async stop(userId: string, generationId: string): Promise<StopAnswer> {
    return { generationId, status: await this.answers.stop(userId, generationId) };
  }

  /** What a message would cost. @throws ProblemError as `send` */
  async quote(userId: string, request: ChatRequest): Promise<ChatQuote> {
    return this.admission.quote(userId, await this.turns.prepare(userId, request));
  }
}

/** The one event of an answer that cannot be paid for, or that the user's own limits forbid. */
function refusal(budget: Budget): SequencedEvent {
  const { available: balance, boundBy } = budget;
  const code = boundBy === 'balance' ? 'insufficient_tokens' : 'spending_limit_reached';
  const retryAfter = retryAfterOf(budget);
  const wait = retryAfter === undefined ? {} : { retryAfter };
  return {
    id: 1,
    event: { event: 'error', data: { error: ERRORS[code].title, code, balance, ...wait } },
  };
}
