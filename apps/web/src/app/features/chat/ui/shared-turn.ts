import { Component, computed, input } from '@angular/core';
import type { SharedMessage } from '@prome-dify/contracts';
import { Icon } from '../../../ui/icon';
import { plainTurn } from '../data-access/thread-state';
import { Markdown } from '../markdown/markdown';
import { answerState } from './answer-state';

/** One message of a conversation that is read by strangers: nothing to press, no costs. */
@Component({
  selector: 'pd-shared-turn',
  imports: [Icon, Markdown],
  host: { class: 'block' },
  template: `
    @if (message().role === 'user') {
      <h2 class="sr-only" i18n="@@shared.question">Question</h2>
      <div class="flex justify-end">
        <p
          class="bg-mid max-w-[85%] rounded-2xl rounded-br-md px-4 py-2.5 leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap"
          [textContent]="message().content"
        ></p>
      </div>
    } @else {
      <h2 class="sr-only" i18n="@@shared.answer">Answer</h2>
      <pd-markdown [source]="message().content" />
      @if (state()) {
        <p class="text-muted mt-2 flex items-center gap-1.5 text-[0.8125rem]">
          <ui-icon name="stop" [size]="14" />{{ state() }}
        </p>
      }
    }
  `,
})
export class SharedTurn {
  readonly message = input.required<SharedMessage>();

  protected readonly state = computed(() => {
    const { role, content, status } = this.message();
    return answerState(plainTurn('', role, content, status));
  });
}
