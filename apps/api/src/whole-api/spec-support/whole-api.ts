import type { Engine, ModelServer } from '@prome-dify/testing';
import { ApiClient, startModelServer } from '@prome-dify/testing';
import type { MailServer } from '@prome-dify/testing/mail-server';
import { startMailServer } from '@prome-dify/testing/mail-server';
import { Shop } from '../../billing/shop.fixture';
import { Customer } from './customer';

export const JWT_SECRET = 'the secret of the whole api: known to its specs';

/** For specs: the built server with everything that it talks to: a model, a shop, a mail server. */
export class WholeApi {
  private constructor(
    readonly shop: Shop,
    readonly model: ModelServer,
    private readonly mails: MailServer,
  ) {}

  static async open(engine: Engine): Promise<WholeApi> {
    const [model, mails] = await Promise.all([startModelServer(), startMailServer()]);
    const shop = await Shop.open(engine, {
      JWT_SECRET,
      OPENAI_BASE_URL: model.url,
      OPENAI_MODELS: 'scripted',
      SMTP_URL: mails.url,
      MAIL_FROM: 'chat@example.com',
      SIGNUP_TOKENS: '1000000',
    });
    return new WholeApi(shop, model, mails);
  }

  get url(): string {
    return this.shop.server.url;
  }

  async newCustomer(): Promise<Customer> {
    return new Customer(this.shop, await ApiClient.register(this.url));
  }

  /** Lines of trouble that the server wrote since it last started. */
  troubles(): readonly string[] {
    const lines = this.shop.server.log.join('').split('\n');
    return lines.filter((line) => /"level":[56]0|unhandled|uncaught|warning/i.test(line));
  }

  async close(): Promise<void> {
    await this.shop.close();
    await Promise.all([this.model.stop(), this.mails.stop()]);
  }
}
