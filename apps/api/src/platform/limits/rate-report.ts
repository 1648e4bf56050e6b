import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { applyDecorators, Injectable, UseInterceptors } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Observable } from 'rxjs';
import type { RateRule, RateWindow } from './rate-windows';

/** The answer of a request, and the limits that were asked for it so far. */
interface Report {
  readonly reply: FastifyReply;
  readonly lines: Map<string, { readonly policy: string; readonly state: string }>;
}

const reports = new AsyncLocalStorage<Report>();

/** Lets whatever is limited while a route works tell so in the headers of its answer. */
@Injectable()
class RateReporter implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return new Observable((subscriber) => {
      reports.run({ reply, lines: new Map() }, () =>
        subscriber.add(next.handle().subscribe(subscriber)),
      );
    });
  }
}

/** Lets the answer tell of the limits that `work` asks; for streams, which take no interceptor. */
export function tellingRates<T>(reply: FastifyReply, work: () => Promise<T>): Promise<T> {
  return reports.run({ reply, lines: new Map() }, work);
}

/** The answers of this route say how its limits stand: `RateLimit-Policy` and `RateLimit`. */
export const TellsRateLimits = () => applyDecorators(UseInterceptors(RateReporter));

/** Notes how a limit stands for the request that is being answered, if its route tells. */
export function reportRate(rule: RateRule, window: RateWindow): void {
  const report = reports.getStore();
  if (!report) return;
  const { reply, lines } = report;
  lines.set(rule.name, { policy: policyOf(rule), state: stateOf(rule, window) });
  const all = [...lines.values()];
  void reply.header('ratelimit-policy', all.map(({ policy }) => policy).join(', '));
  void reply.header('ratelimit', all.map(({ state }) => state).join(', '));
}

/** A limit in the words of draft-ietf-httpapi-ratelimit-headers-10: quota, and window in seconds. */
export function policyOf({ name, limit, windowMs }: RateRule): string {
  return `"${name}";q=${limit};w=${windowMs / 1000}`;
}

/** What remains of it, and for how many seconds, when a window runs. */
export function stateOf({ name, limit }: RateRule, { count, msLeft }: RateWindow): string {
  const seconds = msLeft > 0 ? `;t=${Math.ceil(msLeft / 1000)}` : '';
  return `"${name}";r=${Math.max(0, limit - count)}${seconds}`;
}
