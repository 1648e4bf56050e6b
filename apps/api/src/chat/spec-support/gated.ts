import type { ModelScript } from '@prome-dify/testing';
import { wireUsage } from '@prome-dify/testing';

/** A model that says some words and then waits until it is let go. */
export interface Gated {
  readonly script: ModelScript;
  /** Lets all calls go on, those to come too. */
  release(): void;
}

/** Says `before`, waits for the release, says `after` and ends as it should. */
export function gated(before: readonly string[], after: readonly string[] = []): Gated {
  const gate = Promise.withResolvers<void>();
  return {
    release: gate.resolve,
    script: async (call) => {
      call.start();
      for (const word of before) await call.delta(word);
      await Promise.race([gate.promise, call.hang()]);
      for (const word of after) await call.delta(word);
      await call.finish('stop');
      await call.usage(wireUsage(12, before.length + after.length));
      await call.done();
    },
  };
}
