import { Component, input, output, signal } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { LIMITS, type ConversationView } from '@prome-dify/contracts';
import { AutoFocus } from '../../../ui/auto-focus';
import { Icon } from '../../../ui/icon';

/** One conversation of the sidebar, with what can be done to it. */
@Component({
  selector: 'pd-conversation-row',
  imports: [AutoFocus, Icon, MatMenuModule, RouterLink, RouterLinkActive],
  templateUrl: './conversation-row.html',
})
export class ConversationRow {
  readonly conversation = input.required<ConversationView>();
  /** Whether an answer has come that was not looked at. */
  readonly unread = input(false);
  readonly open = output();
  readonly rename = output<string>();
  readonly pin = output();
  readonly archive = output();
  readonly share = output();
  readonly export = output<'md' | 'json'>();
  readonly remove = output();

  protected readonly renaming = signal(false);
  protected readonly titleMax = LIMITS.titleMax;

  /** Enter and leaving the field both save; an empty title saves nothing. */
  protected save(event: Event): void {
    if (!this.renaming() || !(event.target instanceof HTMLInputElement)) return;
    const title = event.target.value.trim();
    this.renaming.set(false);
    if (title !== '' && title !== this.conversation().title) this.rename.emit(title);
  }

  protected cancel(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.renaming.set(false);
  }
}
