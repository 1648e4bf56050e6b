import { Component, input, linkedSignal } from '@angular/core';
import { EMPTY_DOC, advance, type MarkdownDoc } from './markdown-doc';
import { MdBlocks } from './md-blocks';

interface Growth {
  readonly source: string;
  readonly ended: boolean;
}

/** Markdown that may still be growing. Nothing of it becomes HTML: each token is drawn by a template. */
@Component({
  selector: 'pd-markdown',
  imports: [MdBlocks],
  host: { class: 'prose block' },
  template: `<md-blocks [blocks]="doc().blocks" />`,
})
export class Markdown {
  readonly source = input.required<string>();
  /** Whether nothing more will come. */
  readonly ended = input(true);

  protected readonly doc = linkedSignal<Growth, MarkdownDoc>({
    source: () => ({ source: this.source(), ended: this.ended() }),
    computation: ({ source, ended }, previous) =>
      advance(previous?.value ?? EMPTY_DOC, source, ended),
  });
}
