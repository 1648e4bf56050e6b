import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import type { FeedbackRating, MessageFeedback } from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { AutoFocus } from '../../../ui/auto-focus';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { Feedback, type RatedAnswer } from '../data-access/feedback';

/** What a screen reader is told. */
const SAID = {
  up: () => $localize`:@@feedback.said-up:Rated as good`,
  down: () => $localize`:@@feedback.said-down:Rated as bad`,
  none: () => $localize`:@@feedback.said-none:Rating taken back`,
  comment: () => $localize`:@@feedback.said-comment:Comment saved`,
  failed: () => $localize`:@@feedback.said-failed:The rating could not be saved`,
} as const;

/**
 * Thumbs up or down for an answer, and why, in words; pressing the same thumb again takes both
 * back. A comment that could not be kept stays in its field.
 */
@Component({
  selector: 'pd-answer-feedback',
  imports: [AutoFocus, Button, Icon],
  host: { class: 'inline-flex flex-wrap items-center', '[class.basis-full]': 'commenting()' },
  templateUrl: './answer-feedback.html',
})
export class AnswerFeedback {
  private readonly feedback = inject(Feedback);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly injector = inject(Injector);
  private readonly opener = viewChild<ElementRef<HTMLButtonElement>>('opener');

  readonly answer = input.required<RatedAnswer>();

  protected readonly given = computed(() => this.feedback.of(this.answer()));
  protected readonly rating = computed(() => this.given()?.rating ?? null);
  protected readonly commenting = signal(false);
  /** What is in the field. */
  protected readonly comment = signal('');
  protected readonly failed = signal(false);
  protected readonly commentMax = LIMITS.feedbackMax;
  protected readonly question = computed(() =>
    this.rating() === 'up'
      ? $localize`:@@feedback.why-up:What was good about it?`
      : $localize`:@@feedback.why-down:What was wrong with it?`,
  );

  protected async press(thumb: FeedbackRating): Promise<void> {
    const rating = this.rating() === thumb ? null : thumb;
    this.commenting.set(false);
    void this.announcer.announce(SAID[rating ?? 'none']());
    await this.keep(rating === null ? null : { rating });
  }

  protected open(): void {
    this.comment.set(this.given()?.comment ?? '');
    this.commenting.set(true);
  }

  protected close(): void {
    this.commenting.set(false);
    afterNextRender(() => this.opener()?.nativeElement.focus(), { injector: this.injector });
  }

  /** An empty field takes the comment back. */
  protected async save(): Promise<void> {
    const rating = this.rating();
    const comment = this.comment().trim();
    if (rating === null) return;
    if (!(await this.keep({ rating, ...(comment && { comment }) }))) return;
    void this.announcer.announce(SAID.comment());
    this.close();
  }

  private async keep(feedback: MessageFeedback | null): Promise<boolean> {
    this.failed.set(false);
    const kept = await this.feedback.rate(this.answer(), feedback);
    this.failed.set(!kept);
    if (!kept) void this.announcer.announce(SAID.failed(), 'assertive');
    return kept;
  }
}
