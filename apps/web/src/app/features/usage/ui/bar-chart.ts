import { Component, computed, input } from '@angular/core';
import { formatCount, formatTokens } from '../../../ui/format-tokens';
import type { Bar } from './bars';

const WIDTH = 600;
const HEIGHT = 160;

/** Bars over the days, side by side. For people who do not see them there is a table. */
@Component({
  selector: 'pd-bar-chart',
  template: `
    <p class="text-muted text-right text-xs tabular-nums" aria-hidden="true">
      {{ formatCount(most()) }}
    </p>
    <svg
      class="border-line block h-40 w-full border-y"
      viewBox="0 0 600 160"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      @for (bar of drawn(); track $index) {
        <rect
          class="text-accent"
          fill="currentColor"
          [attr.x]="bar.x"
          [attr.y]="bar.y"
          [attr.width]="bar.width"
          [attr.height]="bar.height"
        >
          <title>{{ bar.text }}</title>
        </rect>
      }
    </svg>
    <p class="text-muted mt-1 flex justify-between text-xs" aria-hidden="true">
      <span>{{ bars()[0]?.label }}</span>
      <span>{{ bars().at(-1)?.label }}</span>
    </p>
  `,
})
export class BarChart {
  readonly bars = input.required<readonly Bar[]>();

  protected readonly formatCount = formatCount;
  protected readonly most = computed(() => Math.max(1, ...this.bars().map((bar) => bar.tokens)));
  protected readonly drawn = computed(() => {
    const step = WIDTH / Math.max(1, this.bars().length);
    return this.bars().map(({ label, tokens }, n) => {
      const height = (tokens / this.most()) * HEIGHT;
      const text = `${label}: ${formatTokens(tokens)}`;
      return { x: n * step, y: HEIGHT - height, width: step * 0.8, height, text };
    });
  });
}
