import type { ModelScript } from '@prome-dify/testing';
import { wireUsage } from '@prome-dify/testing';

/** A model that says a word, and the rest when it is let. */
export function gate(): { readonly script: ModelScript; open(): void } {
  const opened = Promise.withResolvers<void>();
  return {
    open: opened.resolve,
    script: async (call) => {
      call.start();
      await call.delta('Well, ');
      await Promise.race([opened.promise, call.hang()]);
      await call.delta('that is all.');
      await call.finish('stop');
      await call.usage(wireUsage(12, 6));
      await call.done();
    },
  };
}
