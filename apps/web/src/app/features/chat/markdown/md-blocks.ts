import { Component, input } from '@angular/core';
import type { Block } from './block';
import { MdCode } from './md-code';
import { MdHeading } from './md-heading';
import { MdInline } from './md-inline';
import { MdTable } from './md-table';

/** Draws blocks, one under the other. A block that is the same object as before is left alone. */
@Component({
  selector: 'md-blocks',
  imports: [MdCode, MdHeading, MdInline, MdTable],
  templateUrl: './md-blocks.html',
})
export class MdBlocks {
  readonly blocks = input.required<readonly Block[]>();
}
