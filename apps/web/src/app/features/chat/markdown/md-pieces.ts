import { Component, input } from '@angular/core';
import type { CodePiece } from './highlight';

/** A stretch of highlighted code. Drawn once: what follows it is drawn by others of its kind. */
@Component({
  selector: 'md-pieces',
  template: `@for (piece of pieces(); track $index) {
    <span [class]="'code-' + piece.kind">{{ piece.text }}</span>
  }`,
})
export class MdPieces {
  readonly pieces = input.required<readonly CodePiece[]>();
}
