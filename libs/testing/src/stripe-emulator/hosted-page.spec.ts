import { JSDOM } from 'jsdom';
import type { Shop } from './shop.fixture';
import { openShop } from './shop.fixture';

describe('the hosted checkout page', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(() => shop.close());

  const address = (id: string) => `${shop.emulator.url}/pay/${id}`;
  const press = (id: string, action: string) =>
    fetch(address(id), {
      method: 'POST',
      body: new URLSearchParams({ action }),
      redirect: 'manual',
    });
  async function open(id: string) {
    const response = await fetch(address(id));
    const { document } = new JSDOM(await response.text()).window;
    const buttons = [...document.querySelectorAll('button')].map(({ textContent }) => textContent);
    return { response, document, text: document.querySelector('main')?.textContent ?? '', buttons };
  }

  it('says what is bought, what it costs, and that no money moves', async () => {
    const page = await open((await shop.checkout()).id);
    expect(page.response.status).toBe(200);
    expect(page.document.querySelector('h1')?.textContent).toBe('Starter Pack');
    expect(page.text).toContain('1,000 tokens');
    expect(page.text).toContain('$9.99');
    expect(page.text).toContain('no money moves');
  });

  it('has one button that begins with Pay, and Cancel', async () => {
    const { buttons } = await open((await shop.checkout()).id);
    expect(buttons.filter((name) => name?.startsWith('Pay'))).toEqual(['Pay $9.99']);
    expect(buttons.filter((name) => name?.startsWith('Cancel'))).toEqual(['Cancel']);
  });

  it('runs no script and lets the form go on to the shop only', async () => {
    const { response, document } = await open((await shop.checkout()).id);
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://shop.test;");
    expect(document.querySelectorAll('script, [onclick], [style]')).toHaveLength(0);
  });

  it('by Pay sends the browser back after the shop has the webhook', async () => {
    const { id } = await shop.checkout();
    const response = await press(id, 'pay');
    expect(shop.received.map(({ type }) => type)).toEqual(['checkout.session.completed']);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(
      `http://shop.test/billing?status=success&session_id=${id}`,
    );
  });

  it('pressed twice pays once', async () => {
    const { id } = await shop.checkout();
    const answers = await Promise.all([press(id, 'pay'), press(id, 'pay')]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(shop.received).toHaveLength(1);
    expect((await open(id)).text).toContain('This payment is complete');
  });

  it('by Cancel goes back and leaves the session open', async () => {
    const { id } = await shop.checkout();
    const response = await press(id, 'cancel');
    expect(response.headers.get('location')).toBe('http://shop.test/billing?status=cancel');
    expect(shop.emulator.sessions()[0]?.status).toBe('open');
  });

  it('plays a declined card and lets the buyer try again', async () => {
    const { id } = await shop.checkout();
    const declined = await press(id, 'decline');
    const page = await fetch(new URL(declined.headers.get('location') ?? '', shop.emulator.url));
    expect(await page.text()).toContain('The card was declined');
    expect((await press(id, 'pay')).status).toBe(303);
  });

  it('plays a delayed payment to its end', async () => {
    const { id } = await shop.checkout();
    await press(id, 'later');
    expect((await open(id)).buttons).toEqual(['Let the money arrive', 'Let the payment fail']);
    await press(id, 'arrive');
    expect(shop.emulator.sessions()[0]?.payment_status).toBe('paid');
  });

  it('shows names as text, whatever they hold', async () => {
    const name = `<img src=x onerror="alert(1)"> & 'co'`;
    const { id } = await shop.checkout({
      line_items: [{ price_data: { currency: 'jpy', unit_amount: 1200, product_data: { name } } }],
    });
    const page = await open(id);
    expect(page.document.querySelector('h1')?.textContent).toBe(name);
    expect(page.document.querySelector('img')).toBeNull();
    expect(page.buttons[0]).toBe('Pay ¥1,200');
  });

  it('of an expired checkout offers the way back, of an unknown one nothing', async () => {
    const { id } = await shop.checkout();
    await shop.stripe.checkout.sessions.expire(id);
    expect((await open(id)).text).toContain('This checkout has expired');
    expect((await press(id, 'pay')).status).toBe(200);
    expect(shop.emulator.sessions()[0]?.payment_status).toBe('unpaid');
    expect((await open('cs_test_unknown')).response.status).toBe(404);
  });
});
