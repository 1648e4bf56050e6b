import { wireUsage, type ModelScript } from '@prome-dify/testing/model-server';

/** One part of an answer, with all that answers are usually made of; about 1 kB. */
const part = (n: number) => `## Part ${n}: where the water goes

Rain that falls on a **hill** runs down *slowly*, and what the roots do not take comes out at the
foot of it, in a [spring](https://example.com/springs/${n}), days or \`weeks\` later. Nobody sees it on
its way, and yet it is most of the water that there is.

- The first layer is loose, and holds a third of its volume.
- The second one is **clay**: it lets nothing through.
  - Where it is cracked, a well is worth digging.
- The third is rock.

| Layer | Depth | Holds |
|:--|--:|--:|
| Soil | ${n} m | 34 % |
| Clay | ${n + 4} m | 2 % |

\`\`\`ts
export function depthOf(layer: number): number {
  return layer * ${n} + 4; // metres below the grass
}
\`\`\`

1. Ask whoever lives there.
2. Dig where the grass is green in August.

> What is drawn from a well in a dry year was rain in a wet one.

`;

/** Markdown of this length. */
export function markdownOf(characters: number): string {
  let text = '';
  for (let n = 1; text.length < characters; n += 1) text += part(n);
  return text.slice(0, characters);
}

/** The text in so many pieces. */
export function inPieces(text: string, pieces: number): string[] {
  const at = (n: number) => Math.round((n * text.length) / pieces);
  return Array.from({ length: pieces }, (_, n) => text.slice(at(n), at(n + 1)));
}

const TICK_MS = 10;

/** A model that writes so many deltas a second, whatever the timers of the machine are worth. */
export class Writing {
  private readonly end = Promise.withResolvers<void>();
  /** When the last word has been sent. Whoever asked the page meanwhile would be measured, too. */
  readonly ended = this.end.promise;

  constructor(
    private readonly deltas: readonly string[],
    private readonly perSecond: number,
  ) {}

  readonly script: ModelScript = async (call) => {
    const { length } = this.deltas;
    const begun = performance.now();
    for (let sent = 0; sent < length && !call.gone.aborted;) {
      const due = Math.ceil(((performance.now() - begun) / 1_000) * this.perSecond);
      for (; sent < Math.min(due, length); sent += 1) await call.delta(this.deltas[sent] ?? '');
      await call.wait(TICK_MS);
    }
    await call.finish('stop');
    await call.usage(wireUsage(10, length));
    await call.done();
    this.end.resolve();
  };
}
