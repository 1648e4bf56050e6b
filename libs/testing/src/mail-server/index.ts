export {
  startMailServer,
  type MailFault,
  type MailServer,
  type MailServerOptions,
} from './mail-server';
export type { ReceivedMail } from './received-mail';
