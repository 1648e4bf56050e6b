import { Component, input } from '@angular/core';
import type { Turn } from '../data-access/thread-state';

/** What the user said, as it was written. */
@Component({
  selector: 'pd-question-turn',
  host: { class: 'flex justify-end' },
  template: `
    <h2 class="sr-only">You</h2>
    <p
      class="bg-mid max-w-[85%] rounded-2xl rounded-br-md px-4 py-2.5 leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap"
    >
      {{ turn().content }}
    </p>
  `,
})
export class QuestionTurn {
  readonly turn = input.required<Turn>();
}
