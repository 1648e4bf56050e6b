import { Module } from '@nestjs/common';
import type { Config } from '../config/config';
import { CONFIG } from '../config/config';
import { Mailer } from './mail';
import { Mailbox } from './mailbox';
import { MailboxController } from './mailbox.controller';
import { NoMailer } from './no-mailer';
import { SmtpMailer } from './smtp-mailer';

type MailConfig = Pick<Config, 'SMTP_URL' | 'MAIL_FROM' | 'production'>;

/** The mail server that is set up, else a mailbox to look into, else, in production, nothing. */
export async function mailerFor(config: MailConfig): Promise<Mailer> {
  if (config.SMTP_URL !== undefined) return SmtpMailer.to(config.SMTP_URL, config.MAIL_FROM);
  return config.production ? new NoMailer() : new Mailbox();
}

/** Makes the {@link Mailer} injectable where it is imported. */
@Module({
  controllers: [MailboxController],
  providers: [{ provide: Mailer, inject: [CONFIG], useFactory: mailerFor }],
  exports: [Mailer],
})
export class MailModule {}
