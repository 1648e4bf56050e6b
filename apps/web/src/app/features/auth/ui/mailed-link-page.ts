import { Directive, inject, input, signal, type OnInit } from '@angular/core';
import { failureOf, type Failure } from '../../../core/http/failure';
import { Session } from '../../../core/session/session';
import { MailedLinks } from '../data-access/mailed-links';
import { isLinkFailure, linkFault } from './link-fault';

/** A page that a mailed link leads to, and that does at once what the link is for. */
@Directive()
export abstract class MailedLinkPage<Result> implements OnInit {
  protected readonly links = inject(MailedLinks);
  protected readonly session = inject(Session);

  /** From the link in the mail. */
  readonly token = input<string>();

  /** What came of it; `null` before it is done. */
  protected readonly result = signal<Result | null>(null);
  protected readonly fault = signal('');
  /** What has nothing to do with the link, and may go well at the next try. */
  protected readonly failure = signal<Failure | null>(null);

  ngOnInit(): void {
    void this.open();
  }

  protected async open(): Promise<void> {
    const token = this.token();
    this.failure.set(null);
    if (!token) {
      this.fault.set(linkFault());
      return;
    }
    try {
      this.result.set(await this.follow(token));
    } catch (error) {
      this.explain(failureOf(error));
    }
  }

  /** Does what the link is for. */
  protected abstract follow(token: string): Promise<Result>;

  /** What is wrong with the link; empty for a failure that has nothing to do with it. */
  protected faultOf(failure: Failure): string {
    return isLinkFailure(failure) ? linkFault(failure) : '';
  }

  private explain(failure: Failure): void {
    const fault = this.faultOf(failure);
    if (fault) this.fault.set(fault);
    else this.failure.set(failure);
  }
}
