import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { SMTPServerSession } from 'smtp-server';
import { SMTPServer } from 'smtp-server';
import { until } from '../server/until';
import type { ReceivedMail } from './received-mail';
import { parseMail } from './received-mail';

/**
 * How one mail ends: `busy` (451, try later), `unknown` (550, nobody of this address), `break` (the
 * connection is cut when the mail is there), `hang` (no answer is ever given).
 */
export type MailFault = 'busy' | 'unknown' | 'break' | 'hang';

export interface MailServerOptions {
  /** Port to listen on; a free one when absent. */
  readonly port?: number;
  /** Who may send; everybody when absent. */
  readonly account?: { readonly user: string; readonly pass: string };
}

/** A running mail server: real SMTP on the loopback interface, everything kept, nothing passed on. */
export interface MailServer {
  /** As `SMTP_URL` wants it, with the account if there is one. */
  readonly url: string;
  readonly port: number;
  /** Every mail it took, in order. */
  readonly mails: readonly ReceivedMail[];
  /** How many mails were offered, taken or not. */
  readonly offered: number;
  /** The mails to `address` so far. */
  to(address: string): readonly ReceivedMail[];
  /** The `nth` mail to `address` (1 is the first), once it is there. */
  mail(address: string, nth?: number): Promise<ReceivedMail>;
  /** How the next mails end, one each. */
  next(...faults: readonly MailFault[]): void;
  stop(): Promise<void>;
}

type Done = (error?: (Error & { responseCode?: number }) | null) => void;

/** Long enough for a mail that was refused twice, and waited for five and ten seconds. */
const ARRIVES_MS = 40_000;

const REPLIES = { busy: 451, unknown: 550 } as const;

class KeepingMailServer implements MailServer {
  readonly mails: ReceivedMail[] = [];
  offered = 0;
  private readonly faults: MailFault[] = [];
  private readonly server: SMTPServer;

  constructor(private readonly options: MailServerOptions) {
    const { account } = options;
    this.server = new SMTPServer({
      disabledCommands: account ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
      authOptional: !account,
      disableReverseLookup: true,
      logger: false,
      closeTimeout: 100,
      onAuth: ({ username, password }, _, done) => {
        const isRight = username === account?.user && password === account?.pass;
        done(isRight ? null : new Error('wrong user or password'), { user: username });
      },
      onRcptTo: (_, __, done: Done) => this.admit(done),
      onData: (stream, session, done) => {
        void text(stream).then((source) => this.take(source, session, done));
      },
    });
    // Clients that break off are what some tests are about.
    this.server.on('error', () => undefined);
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  get url(): string {
    const { account } = this.options;
    const user = account ? `${account.user}:${encodeURIComponent(account.pass)}@` : '';
    return `smtp://${user}127.0.0.1:${this.port}`;
  }

  to(address: string): readonly ReceivedMail[] {
    return this.mails.filter(({ envelope }) => envelope.to.includes(address));
  }

  mail(address: string, nth = 1): Promise<ReceivedMail> {
    const found = () => this.to(address)[nth - 1];
    return until(`${address} has ${nth} mails`, found, ARRIVES_MS);
  }

  next(...faults: readonly MailFault[]): void {
    this.faults.push(...faults);
  }

  async start(): Promise<void> {
    const listening = once(this.server.server, 'listening');
    this.server.listen(this.options.port ?? 0, '127.0.0.1');
    await listening;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }

  /** Decides at the recipient, where a real server knows whether there is such a mailbox. */
  private admit(done: Done): void {
    this.offered += 1;
    const [fault] = this.faults;
    if (fault !== 'busy' && fault !== 'unknown') {
      done();
      return;
    }
    this.faults.shift();
    done(Object.assign(new Error('refused'), { responseCode: REPLIES[fault] }));
  }

  private async take(source: string, session: SMTPServerSession, done: Done): Promise<void> {
    const fault = this.faults.shift();
    if (fault === 'hang') return;
    if (fault === 'break') {
      for (const connection of this.server.connections) connection.close();
      return;
    }
    this.mails.push(await parseMail(source, session));
    done();
  }
}

/** Starts a mail server that takes every mail until told otherwise. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const server = new KeepingMailServer(options);
  await server.start();
  return server;
}
