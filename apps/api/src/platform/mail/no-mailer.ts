import { Mailer, MailFailure } from './mail';

/** Stands where no mail server is set up; who asks first never comes to send. */
export class NoMailer extends Mailer {
  readonly isConfigured = false;

  send(): Promise<void> {
    return Promise.reject(new MailFailure('not configured'));
  }
}
