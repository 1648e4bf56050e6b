import { A11yModule } from '@angular/cdk/a11y';
import { Component, input, output, signal } from '@angular/core';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { mediaQuery } from '../../../ui/media-query';
import { Sidebar } from './sidebar';

/** The chat page's frame: the history beside the conversation, or in a drawer where there is no room. */
@Component({
  selector: 'pd-chat-frame',
  imports: [A11yModule, Button, Icon, Sidebar],
  host: { class: 'flex min-h-0 flex-1', '(keydown.escape)': 'closeByKey($event)' },
  templateUrl: './chat-frame.html',
})
export class ChatFrame {
  readonly heading = input.required<string>();
  readonly startNew = output();
  /** The conversation of this id has been deleted. */
  readonly removed = output<string>();

  protected readonly wide = mediaQuery('(min-width: 64rem)');
  protected readonly drawerOpen = signal(false);

  protected beginNew(): void {
    this.drawerOpen.set(false);
    this.startNew.emit();
  }

  protected closeByKey(event: Event): void {
    if (!this.drawerOpen()) return;
    event.preventDefault();
    this.drawerOpen.set(false);
  }
}
