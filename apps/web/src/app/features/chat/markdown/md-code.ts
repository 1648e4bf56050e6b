import { Component, computed, input } from '@angular/core';
import { CopyButton } from '../../../ui/copy-button';
import type { CodeBlock } from './block';

/** A block of code: its language, a way to copy it, and a frame that scrolls by itself. */
@Component({
  selector: 'md-code',
  imports: [CopyButton],
  template: `
    <figure class="border-line bg-low overflow-hidden rounded-xl border">
      <figcaption
        class="border-line text-muted flex items-center justify-between border-b py-0.5 pr-1 pl-4 text-[0.8125rem]"
      >
        <span>{{ language() }}</span>
        <ui-copy-button [text]="code().text" />
      </figcaption>
      <pre
        tabindex="0"
        class="overflow-x-auto px-4 py-3 font-mono text-[0.875rem] leading-relaxed [overflow-wrap:normal]"
      ><code>{{ code().text }}</code></pre>
    </figure>
  `,
})
export class MdCode {
  readonly code = input.required<CodeBlock>();

  protected readonly language = computed(() => this.code().language || 'text');
}
