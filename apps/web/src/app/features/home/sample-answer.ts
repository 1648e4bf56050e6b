import { Component } from '@angular/core';
import { Icon } from '../../ui/icon';

/** A picture of the product, drawn with its own means; nothing in it can be used. */
@Component({
  selector: 'pd-sample-answer',
  imports: [Icon],
  host: { 'aria-hidden': 'true' },
  template: `
    <div class="card flex flex-col gap-5 p-5 shadow-sm select-none">
      <p class="bg-mid self-end rounded-2xl rounded-br-md px-4 py-2.5" i18n="@@sample.question">
        Why is the sky blue?
      </p>
      <div>
        <p class="leading-relaxed" i18n="@@sample.answer">
          Sunlight is a mix of all colours. Air scatters the <strong>short, blue waves</strong> far
          more than the long, red ones, so from every direction some blue reaches you.
        </p>
        <p class="text-muted mt-3 text-[0.8125rem]" i18n="@@sample.cost">
          58 tokens used (12 prompt + 46 answer)
        </p>
      </div>
      <div class="border-line flex items-center justify-between border-t pt-4 text-sm">
        <span class="text-muted" i18n="@@sample.estimate">Next message: 71 to 320 tokens</span>
        <span
          class="bg-low border-line flex items-center gap-1.5 rounded-full border px-3 py-1.5 font-medium tabular-nums"
        >
          <ui-icon name="coin" class="text-accent" [size]="16" />942
        </span>
      </div>
    </div>
  `,
})
export class SampleAnswer {}
