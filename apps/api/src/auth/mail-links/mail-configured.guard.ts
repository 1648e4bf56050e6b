import type { CanActivate } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../../platform/http';
import { Mailer } from '../../platform/mail';

/** Closes routes that are about mails where none can be sent. */
@Injectable()
export class MailConfiguredGuard implements CanActivate {
  constructor(private readonly mailer: Mailer) {}

  canActivate(): boolean {
    if (!this.mailer.isConfigured) throw new ProblemError('mail_not_configured');
    return true;
  }
}
