import { JSDOM } from 'jsdom';
import type { Shop } from './shop.fixture';
import { openShop } from './shop.fixture';

describe('the control page', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(() => shop.close());

  const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(shop.emulator.controlPage, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
      redirect: 'manual',
    });
  const press = (payment: string, action: string, amount = '') => send({ payment, action, amount });
  async function read(response: Promise<Response> = fetch(shop.emulator.controlPage)) {
    const { status, headers } = await response;
    const { document } = new JSDOM(await (await response).text()).window;
    const texts = (selector: string) =>
      [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
    const all = document.querySelector('main')?.textContent ?? '';
    return { status, headers, document, texts, all };
  }
  const buttons = async () => (await read()).texts('section button');
  const told = () => shop.received.map(({ type }) => type);

  async function paid(how: 'pay' | 'payLater' = 'pay'): Promise<string> {
    const { id } = await shop.checkout();
    await shop.emulator[how](id);
    shop.received.length = 0;
    return id;
  }

  it('says that nothing was paid, and leaves open checkouts out', async () => {
    await shop.checkout();
    const page = await read();
    expect(page.status).toBe(200);
    expect(page.all).toContain('Nothing was paid yet');
    expect(page.texts('section h2, section button')).toEqual([]);
  });

  it('lists payments, newest first, with a heading and labels of their own', async () => {
    const ids = [await paid(), await paid()];
    const { document, texts } = await read();
    expect(texts('h2')).toEqual(['Starter Pack, $9.99', 'Starter Pack, $9.99']);
    const sections = [...document.querySelectorAll('section')];
    const named = sections.map((section) => section.getAttribute('aria-labelledby'));
    expect(named).toEqual(ids.toReversed());
    for (const input of document.querySelectorAll('input:not([type=hidden])')) {
      expect(document.querySelectorAll(`label[for="${input.id}"]`)).toHaveLength(1);
    }
  });

  it('refunds a part, then the rest, and lets the last refund fail', async () => {
    const id = await paid();
    const first = await press(id, 'refund-part', '3.33');
    expect([first.status, first.headers.get('location')]).toEqual([303, `/control#${id}`]);
    expect((await read()).all).toContain('Paid, $3.33 refunded');
    await press(id, 'refund');
    expect((await read()).all).toContain('refunded in full');
    expect(await buttons()).toEqual(['Let the last refund fail', 'Open a dispute']);
    await press(id, 'fail-refund');
    expect((await read()).all).toContain('Paid, $3.33 refunded');
    expect(told()).toEqual([
      'charge.refunded',
      'charge.refunded',
      'refund.updated',
      'refund.failed',
    ]);
    const { data } = await shop.stripe.charges.list();
    expect(data).toMatchObject([{ amount_refunded: 333, refunded: false }]);
  });

  it.each(['won', 'lost'])('opens a dispute that is %s', async (verdict) => {
    const id = await paid();
    await press(id, 'dispute');
    expect(await buttons()).toEqual(expect.arrayContaining(['Dispute won', 'Dispute lost']));
    await press(id, verdict);
    expect((await read()).all).toContain(`Paid, dispute ${verdict}`);
    expect(told()).toContain('charge.dispute.closed');
  });

  it.each([
    ['arrive', 'Paid'],
    ['fail', 'The payment failed'],
  ])('ends a delayed payment by %s', async (action, standing) => {
    const id = await paid('payLater');
    expect(await buttons()).toEqual(['Let the money arrive', 'Let the payment fail']);
    await press(id, action);
    expect((await read()).all).toContain(standing);
  });

  it('loses webhooks until it is told to deliver again', async () => {
    const id = await paid();
    await send({ webhooks: 'lose' });
    expect((await read()).all).toContain('Webhooks are being lost');
    await press(id, 'refund');
    expect(told()).toEqual([]);
    await send({ webhooks: 'deliver' });
    await press(id, 'dispute');
    expect(told()).toContain('charge.dispute.created');
  });

  it.each([
    ['refund-part', '10', 'not so much left'],
    ['refund-part', '-1', 'must be a number above zero'],
    ['refund-part', '<b>', 'must be a number above zero'],
    ['fail-refund', '', 'No such refund'],
    ['won', '', 'There is no open dispute'],
    ['nothing', '', 'There is no such button'],
  ])('says why %s of "%s" was not done', async (action, amount, reason) => {
    const page = await read(press(await paid(), action, amount));
    expect(page.status).toBe(400);
    expect(page.texts('[role=alert]').join('')).toContain(reason);
  });

  it('knows no payment that is not there', async () => {
    const page = await read(press('cs_test_unknown', 'refund'));
    expect(page.texts('[role=alert]')).toEqual(['There is no such payment.']);
  });

  it.each(['https://evil.test', 'null', 'http://localhost:1'])(
    'does nothing for the page of %s',
    async (origin) => {
      const id = await paid();
      const answer = await send({ payment: id, action: 'refund' }, { origin });
      expect(answer.status).toBe(403);
      expect((await read()).all).not.toContain('refunded');
    },
  );

  it('runs no script and sends its forms nowhere else', async () => {
    await paid();
    const { headers, document } = await read();
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("form-action 'self';");
    expect(document.querySelectorAll('script, [onclick], [style]')).toHaveLength(0);
  });
});
