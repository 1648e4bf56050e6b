import type {
  BalanceView,
  PackagesAnswer,
  PurchaseAnswer,
  PurchasesAnswer,
} from '@prome-dify/contracts';
import { ApiClient, enginesFor, until } from '@prome-dify/testing';
import { FRONTEND, Shop } from './shop.fixture';

describe.each(await enginesFor(import.meta.filename))('buying tokens on $name', (engine) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open(engine);
  });
  afterEach(async () => {
    expect(await shop.findings()).toEqual([]);
  });
  afterAll(() => shop.close());

  it('shows what is for sale to everybody', async () => {
    const { status, body } = await new ApiClient(shop.server.url).call<PackagesAnswer>(
      '/api/billing/packages',
    );
    expect(status).toBe(200);
    expect(body.mode).toBe('emulator');
    expect(body.packages[0]).toEqual({
      id: 'starter-pack',
      name: 'Starter Pack',
      description: 'Perfect for light usage',
      tokens: 1000,
      priceUsd: 999,
      stripePriceId: null,
      active: true,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    const unitPrices = body.packages.map(({ priceUsd, tokens }) => priceUsd / tokens);
    expect(unitPrices).toEqual(unitPrices.toSorted((a, b) => b - a));
  });

  it('goes from the checkout over the paid page to the credited balance', async () => {
    const buyer = await shop.newBuyer();
    const { status, body } = await buyer.checkout();
    expect(status).toBe(200);
    const page = await (await fetch(body.url)).text();
    expect(page).toContain('Starter Pack');
    expect(page).toContain('1,000 tokens');
    const paid = await fetch(body.url, {
      method: 'POST',
      body: new URLSearchParams({ action: 'pay' }),
      redirect: 'manual',
    });
    expect(paid.headers.get('location')).toBe(
      `${FRONTEND}/billing?status=success&session_id=${shop.lastSession()}`,
    );
    expect(await buyer.balance()).toBe(2000);
    expect(await buyer.purchases()).toMatchObject([
      { state: 'paid', tokens: 1000, tokensCredited: 1000, amount: 999, currency: 'usd' },
    ]);
    expect(await buyer.usage()).toMatchObject([
      { type: 'purchase', tokensUsed: -1000, balanceAfter: 2000, conversationId: null },
      { type: 'grant', tokensUsed: -1000, balanceAfter: 1000 },
    ]);
  });

  it('leaves everything as it was when the buyer cancels', async () => {
    const buyer = await shop.newBuyer();
    const { body } = await buyer.checkout();
    const cancelled = await fetch(body.url, {
      method: 'POST',
      body: new URLSearchParams({ action: 'cancel' }),
      redirect: 'manual',
    });
    expect(cancelled.headers.get('location')).toBe(`${FRONTEND}/billing?status=cancel`);
    expect(await buyer.balance()).toBe(1000);
    expect(await buyer.purchases()).toMatchObject([{ state: 'pending', tokensCredited: 0 }]);
  });

  it('shows the new balance in every open tab', async () => {
    const buyer = await shop.newBuyer();
    const leave = new AbortController();
    const tab = async (seen: BalanceView[]) => {
      const response = await buyer.fetch('/api/billing/balance/stream', { signal: leave.signal });
      expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
      for await (const bytes of response.body ?? []) {
        const text = new TextDecoder().decode(bytes as Uint8Array);
        for (const [, event, data] of text.matchAll(/event: (\w+)\n(?:id: \d+\n)?data: (.+)\n/g)) {
          if (event === 'balance') seen.push(JSON.parse(data ?? '') as BalanceView);
        }
      }
    };
    const tabs: BalanceView[][] = [[], []];
    const reading = tabs.map((seen) => tab(seen).catch(() => undefined));
    const all = (balance: number) => () => tabs.every((seen) => seen.at(-1)?.balance === balance);
    await until('both tabs show the balance at once', all(1000));
    await buyer.checkout('plus-pack');
    await shop.emulator.pay(shop.lastSession());
    await until('both tabs show the purchase', all(6000));
    leave.abort();
    await Promise.all(reading);
    expect(tabs[0]?.at(-1)).toMatchObject({ balance: 6000, held: 0, available: 6000 });
  });

  it('pages through purchases and usage, newest first', async () => {
    const buyer = await shop.newBuyer();
    for (let n = 0; n < 3; n += 1) {
      await buyer.checkout();
      await shop.emulator.pay(shop.lastSession());
    }
    const all = await buyer.purchases();
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/api/billing/purchases?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await buyer.call<PurchasesAnswer>(path);
      ids.push(...body.purchases.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(ids).toEqual(all.map(({ id }) => id));
    const balances = (await buyer.usage()).map(({ balanceAfter }) => balanceAfter);
    expect(balances).toEqual([4000, 3000, 2000, 1000]);
    const one = await buyer.call<PurchaseAnswer>(`/api/billing/purchases/${ids[0]}`);
    expect(one.body).toEqual({ purchase: all[0], balance: 4000 });
  });

  it.each(['0x10', '+7', '%207', '1e2', '0', '201', '1;drop%20table', '1%27', ''])(
    'refuses limit=%s of every list',
    async (limit) => {
      const buyer = await shop.newBuyer();
      for (const list of ['usage', 'purchases']) {
        const { status } = await buyer.call(`/api/billing/${list}?limit=${limit}`);
        expect(status).toBe(400);
      }
    },
  );

  it.each(['nonsense', 'WzFd', Buffer.from('[1,{}]').toString('base64url')])(
    'refuses the cursor %s of every list',
    async (cursor) => {
      const buyer = await shop.newBuyer();
      for (const list of ['usage', 'purchases']) {
        const { status } = await buyer.call(`/api/billing/${list}?cursor=${cursor}`);
        expect(status).toBe(400);
      }
    },
  );

  it('shows purchases to their buyer only', async () => {
    const [buyer, other] = [await shop.newBuyer(), await shop.newBuyer()];
    await buyer.checkout();
    const [purchase] = await buyer.purchases();
    const path = `/api/billing/purchases/${purchase?.id}`;
    expect((await buyer.call(path)).status).toBe(200);
    const stranger = await other.call<{ instance: string }>(path);
    const nobody = await other.call<{ instance: string }>(
      '/api/billing/purchases/01a20337-0000-7000-8000-00000000dead',
    );
    expect(stranger.status).toBe(404);
    expect({ ...stranger.body, instance: '' }).toEqual({ ...nobody.body, instance: '' });
    expect((await other.call('/api/billing/purchases/1')).status).toBe(400);
    expect(await other.purchases()).toEqual([]);
  });

  it.each(['balance', 'balance/stream', 'usage', 'purchases'])(
    'asks who reads %s',
    async (path) => {
      const { status } = await new ApiClient(shop.server.url).call(`/api/billing/${path}`);
      expect(status).toBe(401);
    },
  );
});
