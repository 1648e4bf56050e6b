import { AnswerCall, UPSTREAM_TEXT } from '../answer-call';

/** One event on the wire: Google ends its lines with CRLF. */
export function googleFrame(chunk: object): string {
  return `data: ${JSON.stringify(chunk)}\r\n\r\n`;
}

/** One `GenerateContentResponse`; `members` are added. */
export function googleChunk(
  parts: readonly object[],
  candidate: object = {},
  members: object = {},
): object {
  return {
    candidates: [{ content: { parts, role: 'model' }, index: 0, ...candidate }],
    modelVersion: 'gemini-scripted',
    responseId: 'response-scripted',
    ...members,
  };
}

/** Counts as Google writes them. */
export function googleUsage(prompt: number, output: number, thoughts = 0): object {
  return {
    promptTokenCount: prompt,
    candidatesTokenCount: output,
    ...(thoughts > 0 && { thoughtsTokenCount: thoughts }),
    totalTokenCount: prompt + output + thoughts,
  };
}

/** An error as the vendor writes it, in a body or in the stream. */
export function googleError(code: number, status: string): object {
  return { error: { code, status, message: `${UPSTREAM_TEXT} about ${status}` } };
}

const STATUSES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  503: 'UNAVAILABLE',
};

/** One call of `streamGenerateContent`, as a script sees it. */
export class GoogleCall extends AnswerCall {
  /** Sends one chunk. */
  chunk(parts: readonly object[], candidate?: object, members?: object): Promise<void> {
    return this.raw(googleFrame(googleChunk(parts, candidate, members)));
  }

  say(text: string): Promise<void> {
    return this.chunk([{ text }]);
  }

  /** Sends the last chunk. */
  async finish(finishReason: string, usageMetadata: unknown): Promise<void> {
    await this.chunk([{ text: '' }], { finishReason }, { usageMetadata });
    this.end();
  }

  refuse(status: number, headers?: Record<string, string>): void {
    this.status(status, googleError(status, STATUSES[status] ?? 'INTERNAL'), headers);
  }
}
