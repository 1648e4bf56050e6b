import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CopyButton } from '../../../ui/copy-button';
import { Icon } from '../../../ui/icon';
import type { Turn } from '../data-access/thread-state';
import { Markdown } from '../markdown/markdown';
import { answerCost } from './answer-cost';
import { AnswerFeedback } from './answer-feedback';
import { answerState } from './answer-state';
import { TurnFailure } from './turn-failure';
import { VersionPager } from './version-pager';

/** One answer of the model: its text, how it ended, and what it cost. */
@Component({
  selector: 'pd-answer-turn',
  imports: [AnswerFeedback, CopyButton, Icon, Markdown, RouterLink, TurnFailure, VersionPager],
  host: { class: 'block' },
  template: `
    <h2 class="sr-only" i18n="@@shared.answer">Answer</h2>
    @if (turn().content) {
      <pd-markdown [source]="turn().content" [ended]="!writing()" />
    }
    @if (writing() && !turn().content) {
      <span class="thinking" aria-hidden="true"><i></i><i></i><i></i></span>
    }
    @if (turn().failure; as failure) {
      <pd-turn-failure
        class="mt-4 block"
        [failure]="failure"
        [hidesOther]="hidesOther()"
        (retry)="retry.emit()"
        (back)="back.emit()"
      />
    }
    @if (!writing() && (turn().content || turn().id)) {
      <div class="text-muted mt-2 -ml-2 flex flex-wrap items-center gap-x-1 text-[0.8125rem]">
        @if (turn().version; as version) {
          <pd-version-pager [version]="version" [locked]="locked()" (show)="show.emit($event)" />
        }
        @if (turn().content) {
          <ui-copy-button [text]="turn().content" />
        }
        @if (link(); as address) {
          <ui-copy-button
            class="order-last"
            [icon]="'link'"
            label="Copy link"
            i18n-label="@@turn.copy-link"
            [compact]="true"
            [text]="address"
          />
        }
        @if (turn().id !== null) {
          <button
            type="button"
            class="quiet-button order-last"
            [attr.aria-disabled]="locked()"
            (click)="askAnew()"
          >
            <ui-icon name="retry" [size]="16" /><span i18n="@@answer.again">Regenerate</span>
          </button>
        }
        @if (turn().content && turn().id; as id) {
          <pd-answer-feedback class="order-last" [answer]="{ id, feedback: turn().feedback }" />
        }
        @if (state()) {
          <span class="mx-2 inline-flex items-center gap-1.5">
            <ui-icon name="stop" [size]="14" />{{ state() }}
          </span>
        }
        @if (turn().cutOff === 'balance') {
          <a class="link mx-2" routerLink="/billing" i18n="@@chat.buy">Buy tokens</a>
        }
        <span class="mx-2">{{ cost() }}</span>
      </div>
    }
  `,
})
export class AnswerTurn {
  readonly turn = input.required<Turn>();
  /** Its own address; `null` while it has none. */
  readonly link = input.required<string | null>();
  /** Whether nothing can be asked here now. */
  readonly locked = input.required<boolean>();
  /** Whether it has failed in place of turns that could come back. */
  readonly hidesOther = input.required<boolean>();
  readonly retry = output();
  readonly regenerate = output();
  readonly show = output<string>();
  readonly back = output();

  protected readonly writing = computed(() => this.turn().status === 'streaming');
  protected readonly cost = computed(() => answerCost(this.turn()));
  protected readonly state = computed(() => answerState(this.turn()));

  protected askAnew(): void {
    if (!this.locked()) this.regenerate.emit();
  }
}
