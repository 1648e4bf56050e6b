import { Component, input } from '@angular/core';
import type { Block } from './block';
import { MdCode } from './md-code';
import { MdHeading } from './md-heading';
import { MdInline } from './md-inline';
import { MdMath } from './md-math';
import { MdTable } from './md-table';

/** Draws blocks, one under the other. A block that is the same object as before is left alone. */
@Component({
  selector: 'md-blocks',
  imports: [MdCode, MdHeading, MdInline, MdMath, MdTable],
  templateUrl: './md-blocks.html',
})
export class MdBlocks {
  readonly blocks = input.required<readonly Block[]>();

  protected readonly done = $localize`:@@markdown.done:Done`;
  protected readonly open = $localize`:@@markdown.open:Open`;
}
