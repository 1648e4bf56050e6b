import { NgTemplateOutlet } from '@angular/common';
import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Failure } from '../../core/http/failure';
import { Button } from '../../ui/button';
import { LoadFailed } from '../../ui/load-failed';
import { Notice } from '../../ui/notice';
import { Spinner } from '../../ui/spinner';
import { AuthCard } from './ui/auth-card';
import { MailedLinkPage } from './ui/mailed-link-page';

const taken = () =>
  $localize`:@@changeEmail.taken:This address has an account of its own meanwhile. Nothing has changed.`;

/** Makes an address the one of the account by the link of a mail, as soon as it is opened. */
@Component({
  selector: 'pd-change-email-page',
  imports: [AuthCard, Button, LoadFailed, NgTemplateOutlet, Notice, RouterLink, Spinner],
  templateUrl: './change-email-page.html',
})
export class ChangeEmailPage extends MailedLinkPage<string> {
  protected override follow(token: string): Promise<string> {
    return this.links.changeEmail({ token });
  }

  protected override faultOf(failure: Failure): string {
    return failure.code === 'email_taken' ? taken() : super.faultOf(failure);
  }
}
