import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ChatRequest } from '@prome-dify/contracts';
import type { TokenEstimator } from '@prome-dify/llm';
import { uuidv7 } from 'uuidv7';
import type { Model } from '../../models';
import { ModelCatalogue, TOKEN_ESTIMATOR } from '../../models';
import { ProblemError } from '../../platform/http';
import type { NewTurn } from './new-turn';
import type { Place } from './places';
import { Places } from './places';
import type { Prompt } from './prompt';
import { buildPrompt } from './prompt';
import { titleOf } from './title';

/** A question with its prompt, before anything is held for it. */
export interface PreparedTurn {
  readonly place: Place;
  readonly model: Model;
  readonly prompt: Prompt;
  /** Longest answer the model and its context allow, in upstream tokens. */
  readonly outputMax: number;
}

/** Turns a request into a prompt; reads, and decides nothing about money. */
@Injectable()
export class Turns {
  constructor(
    private readonly places: Places,
    private readonly catalogue: ModelCatalogue,
    @Inject(TOKEN_ESTIMATOR) private readonly estimator: TokenEstimator,
  ) {}

  /**
   * Finds the model and the place of a request.
   * @throws ProblemError `unknown_model`, `validation_failed` (length), and as `Places`
   */
  async prepare(userId: string, request: ChatRequest): Promise<PreparedTurn> {
    const model = this.catalogue.find(request.model);
    if (!model) throw new ProblemError('unknown_model');
    const place = await this.places.of(userId, request);
    const prompt = buildPrompt(place.history, place.question, model, this.estimator);
    const outputMax = Math.min(model.maxOutputTokens, model.contextTokens - prompt.tokens);
    return { place, model, prompt, outputMax };
  }
}

/** The rows of a turn that was prepared, with fresh ids. */
export function newTurn(
  userId: string,
  request: ChatRequest,
  prepared: PreparedTurn,
  idempotencyKey: string | undefined,
): Omit<NewTurn, 'maxOutputTokens' | 'limitedBy'> {
  const generationId = uuidv7();
  const { place } = prepared;
  return {
    generationId,
    userId,
    conversationId: request.conversationId ?? uuidv7(),
    isNew: request.conversationId === undefined,
    place,
    userMessageId: place.questionId ?? uuidv7(),
    assistantMessageId: uuidv7(),
    model: prepared.model,
    promptTokens: prepared.prompt.tokens,
    messageTokens: prepared.prompt.questionTokens,
    title: titleOf(place.question),
    requestKey: idempotencyKey ? requestKey(userId, idempotencyKey) : generationId,
    requestHash: requestHash(request),
    now: Date.now(),
  };
}

/** Idempotency keys belong to a user: the same key of two users is two keys. */
export function requestKey(userId: string, idempotencyKey: string): string {
  return `${userId}:${idempotencyKey}`;
}

/** Fingerprint of a chat request; that of one without a place is as it was before there were any. */
export function requestHash(request: ChatRequest): string {
  const { message, conversationId, model, parentId, regenerate } = request;
  const place =
    parentId === undefined && regenerate === undefined ? [] : [{ parentId, regenerate }];
  return createHash('sha256')
    .update(JSON.stringify([message ?? null, conversationId ?? null, model ?? null, ...place]))
    .digest('hex');
}
