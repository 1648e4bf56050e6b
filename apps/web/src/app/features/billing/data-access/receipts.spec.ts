import { TestBed } from '@angular/core/testing';
import { appProviders } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { NEW_TAB, Receipts } from './receipts';

const api = playApi();
const RECEIPT = 'GET /api/billing/purchases/p-1/receipt';
const PAGE = 'https://pay.stripe.com/receipts/a1';

/** The tabs that were opened: where each went, `closed`, or nothing yet. */
function withTabs(): { receipts: Receipts; tabs: string[] } {
  const tabs: string[] = [];
  const newTab = () => {
    const index = tabs.push('') - 1;
    const become = (what: string) => void (tabs[index] = what);
    return { go: become, close: () => become('closed') };
  };
  TestBed.configureTestingModule({
    providers: [...appProviders(), Receipts, { provide: NEW_TAB, useValue: () => newTab() }],
  });
  return { receipts: TestBed.inject(Receipts), tabs };
}

describe('a receipt', () => {
  it('opens in a tab that is there from the click on', async () => {
    const answer = api.hold(RECEIPT);
    const { receipts, tabs } = withTabs();
    const opened = receipts.open('p-1');
    expect(tabs).toEqual(['']);
    expect(receipts.busyWith()).toBe('p-1');
    answer({ url: PAGE });
    await opened;
    expect(tabs).toEqual([PAGE]);
    expect(receipts.busyWith()).toBeNull();
  });

  it('is looked for once, however often it is clicked', async () => {
    const answer = api.hold(RECEIPT);
    const { receipts, tabs } = withTabs();
    const opened = [receipts.open('p-1'), receipts.open('p-1')];
    answer({ url: PAGE });
    await Promise.all(opened);
    expect(tabs).toEqual([PAGE]);
  });

  it('that cannot be had closes the tab, says so, and can be tried again', async () => {
    api.on(RECEIPT, refusal(404, { code: 'not_found' }));
    const { receipts, tabs } = withTabs();
    await receipts.open('p-1');
    expect(tabs).toEqual(['closed']);
    expect(receipts.failure()?.code).toBe('not_found');
    api.on(RECEIPT, { url: PAGE });
    await receipts.open('p-1');
    expect(tabs).toEqual(['closed', PAGE]);
    expect(receipts.failure()).toBeNull();
  });

  it.each(['javascript:alert(1)', 'http://evil.example/receipt', ''])(
    'is never at %j',
    async (url) => {
      api.on(RECEIPT, { url });
      const { receipts, tabs } = withTabs();
      await receipts.open('p-1');
      expect(tabs).toEqual(['closed']);
      expect(receipts.failure()?.message).toMatch(/unsafe address/);
    },
  );
});
