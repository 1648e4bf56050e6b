import { TestBed } from '@angular/core/testing';
import { render, screen, waitFor, within } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { Checkout, LEAVE } from '../data-access/checkout';
import { offer } from '../purchase.fixture';
import { PackageShop } from './package-shop';

const api = playApi();
const CHECKOUT = 'POST /api/billing/checkout';
const PAYMENT = 'https://checkout.stripe.com/c/pay/cs_1';

async function draw(packages = offer()) {
  const left: string[] = [];
  const leave = { provide: LEAVE, useValue: (address: string) => left.push(address) };
  await render(PackageShop, {
    inputs: { offer: packages },
    providers: [...appProviders(), Checkout, leave],
  });
  return left;
}

const button = (name: string) => screen.getByRole('button', { name: `Purchase ${name}` });

describe('the shop', () => {
  it('has each package with its price, its tokens, and what a thousand cost', async () => {
    await draw();
    const card = button('Starter').closest('ui-price-card');
    const words = within(card as HTMLElement);
    expect(words.getByRole('heading', { name: 'Starter' })).toBeVisible();
    expect(words.getByText('$9.99')).toBeVisible();
    expect(words.getByText('10,000 tokens')).toBeVisible();
    expect(words.getByText(/\$1\.00 per thousand/)).toBeVisible();
  });

  it('says so when nothing is for sale', async () => {
    await draw({ mode: 'test', packages: [] });
    expect(screen.getByText('Nothing is for sale at the moment.')).toBeVisible();
  });

  it('sells nothing where payments are off', async () => {
    await draw(offer('off'));
    expect([button('Starter'), button('Pro')].map((each) => each.matches(':disabled'))).toEqual([
      true,
      true,
    ]);
  });
});

describe('a purchase', () => {
  it('leads to the payment page', async () => {
    api.on(CHECKOUT, { url: PAYMENT });
    const left = await draw();
    await userEvent.click(button('Pro'));
    await waitFor(() => expect(left).toEqual([PAYMENT]));
    expect(api.last(CHECKOUT)?.body).toEqual({ packageId: 'pro' });
  });

  it('is one request, however often and whatever is clicked, also while the page loads', async () => {
    const answer = api.hold(CHECKOUT);
    const left = await draw();
    await userEvent.dblClick(button('Starter'));
    await userEvent.click(button('Pro'));
    expect(button('Starter')).toBeDisabled();
    expect(button('Pro')).toBeDisabled();
    answer({ url: PAYMENT });
    await waitFor(() => expect(left).toHaveLength(1));
    await userEvent.click(button('Starter'));
    expect(api.lines).toEqual([CHECKOUT]);
  });

  it('is one request also for clicks that come before the button is drawn as locked', async () => {
    api.hold(CHECKOUT);
    await draw();
    const [first, second] = [button('Starter'), button('Pro')];
    first.click();
    first.click();
    second.click();
    await waitFor(() => expect(first).toBeDisabled());
    expect(api.lines).toEqual([CHECKOUT]);
  });

  it('that does not work says so, and can be tried again', async () => {
    const title = 'The payment service could not be reached';
    api.on(CHECKOUT, refusal(502, { code: 'payment_unavailable', title }));
    const left = await draw();
    await userEvent.click(button('Starter'));
    expect(await screen.findByRole('alert')).toHaveTextContent(`${title}. Nothing was charged`);
    expect(button('Starter')).toBeEnabled();
    api.on(CHECKOUT, { url: PAYMENT });
    await userEvent.click(button('Starter'));
    await waitFor(() => expect(left).toEqual([PAYMENT]));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it.each(['javascript:alert(1)', 'http://evil.example/pay', ''])(
    'does not lead to %j',
    async (url) => {
      api.on(CHECKOUT, { url });
      const left = await draw();
      await userEvent.click(button('Starter'));
      expect(await screen.findByRole('alert')).toHaveTextContent('unsafe address');
      expect(left).toEqual([]);
    },
  );

  it('can be begun again by somebody who comes back with the browser’s Back', async () => {
    api.on(CHECKOUT, { url: PAYMENT });
    const left = await draw();
    await userEvent.click(button('Starter'));
    await waitFor(() => expect(left).toHaveLength(1));
    expect(button('Starter')).toBeDisabled();
    window.dispatchEvent(new Event('pageshow'));
    await waitFor(() => expect(button('Starter')).toBeEnabled());
    expect(TestBed.inject(Checkout).busyWith()).toBeNull();
  });
});
