import { Component, forwardRef, input } from '@angular/core';
import type { Inline } from './block';
import { unsaidTarget } from './link-target';
import { MdMath } from './md-math';

/** Draws inline content. Texts sit tight in their elements: every blank here would show. */
@Component({
  selector: 'md-inline',
  // Said for the compiler in the browser, which does not look for a component within itself.
  imports: [forwardRef(() => MdInline), MdMath],
  template: `
    @for (inline of inlines(); track $index) {
      @switch (inline.kind) {
        @case ('text') {
          <ng-container>{{ inline.text }}</ng-container>
        }
        @case ('code') {
          <code>{{ inline.text }}</code>
        }
        @case ('strong') {
          <strong><md-inline [inlines]="inline.inlines" /></strong>
        }
        @case ('em') {
          <em><md-inline [inlines]="inline.inlines" /></em>
        }
        @case ('del') {
          <del><md-inline [inlines]="inline.inlines" /></del>
        }
        @case ('math') {
          <md-math [formula]="inline.formula" />
        }
        @case ('break') {
          <br />
        }
        @case ('link') {
          <a
            class="link"
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            [href]="inline.href"
            [title]="inline.href"
            ><md-inline [inlines]="inline.inlines" />
            @if (unsaidTarget(inline); as target) {
              <bdi class="link-target" dir="ltr">{{ ' (' + target + ')' }}</bdi>
            }
          </a>
        }
      }
    }
  `,
})
export class MdInline {
  readonly inlines = input.required<readonly Inline[]>();

  protected readonly unsaidTarget = unsaidTarget;
}
