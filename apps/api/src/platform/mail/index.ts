export type { Mail } from './mail';
export { Mailer, MailFailure } from './mail';
export { MailModule } from './mail.module';
