import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CopyButton } from '../../../ui/copy-button';
import { Icon } from '../../../ui/icon';
import type { Turn } from '../data-access/thread-state';
import { Markdown } from '../markdown/markdown';
import { answerCost } from './answer-cost';
import { answerState } from './answer-state';
import { TurnFailure } from './turn-failure';

/** One answer of the model: its text, how it ended, and what it cost. */
@Component({
  selector: 'pd-answer-turn',
  imports: [CopyButton, Icon, Markdown, RouterLink, TurnFailure],
  host: { class: 'block' },
  template: `
    <h2 class="sr-only">Answer</h2>
    @if (turn().content) {
      <pd-markdown [source]="turn().content" [ended]="!writing()" />
    }
    @if (writing() && !turn().content) {
      <span class="thinking" aria-hidden="true"><i></i><i></i><i></i></span>
    }
    @if (turn().failure; as failure) {
      <pd-turn-failure class="mt-4 block" [failure]="failure" (retry)="retry.emit()" />
    }
    @if (!writing() && turn().content) {
      <div class="text-muted mt-2 flex flex-wrap items-center gap-x-3 text-[0.8125rem]">
        <ui-copy-button class="-ml-2" [text]="turn().content" />
        @if (state()) {
          <span class="inline-flex items-center gap-1.5">
            <ui-icon name="stop" [size]="14" />{{ state() }}
          </span>
        }
        @if (turn().cutOff === 'balance') {
          <a class="link" routerLink="/billing">Buy tokens</a>
        }
        <span>{{ cost() }}</span>
      </div>
    }
  `,
})
export class AnswerTurn {
  readonly turn = input.required<Turn>();
  readonly retry = output();

  protected readonly writing = computed(() => this.turn().status === 'streaming');
  protected readonly cost = computed(() => answerCost(this.turn()));
  protected readonly state = computed(() => answerState(this.turn()));
}
