import { Component, input } from '@angular/core';
import type { TableBlock } from './block';
import { MdInline } from './md-inline';

/** A table that scrolls sideways by itself when it is wider than the page. */
@Component({
  selector: 'md-table',
  imports: [MdInline],
  template: `
    <div
      class="md-table"
      tabindex="0"
      role="group"
      aria-label="Table"
      i18n-aria-label="@@markdown.table"
    >
      <table>
        <thead>
          <tr>
            @for (cell of table().header; track $index) {
              <th scope="col" [style.text-align]="cell.align">
                <md-inline [inlines]="cell.inlines" />
              </th>
            }
          </tr>
        </thead>
        <tbody>
          @for (row of table().rows; track $index) {
            <tr>
              @for (cell of row; track $index) {
                <td [style.text-align]="cell.align"><md-inline [inlines]="cell.inlines" /></td>
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
})
export class MdTable {
  readonly table = input.required<TableBlock>();
}
