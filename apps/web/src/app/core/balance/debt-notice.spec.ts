import { TestBed } from '@angular/core/testing';
import { render, screen, waitFor } from '@testing-library/angular';
import { appProviders } from '../app-providers.fixture';
import { playApi } from '../http/played-api.fixture';
import { Balance } from './balance';
import { DebtNotice } from './debt-notice';

playApi();

describe('a debt', () => {
  it('is said with its reason, its effect and its end, as long as there is one', async () => {
    await render(DebtNotice, { providers: appProviders() });
    const balance = TestBed.inject(Balance);
    expect(screen.queryByRole('status')).toBeNull();
    balance.show({ balance: 0, held: 0, available: 0, gift: 0, debt: 1_234 });
    const notice = await screen.findByRole('status');
    expect(notice).toHaveTextContent(/^You owe 1,234 tokens/);
    expect(notice).toHaveTextContent(/a refund or a dispute took back tokens/);
    expect(notice).toHaveTextContent(/Chatting is paused until they are repaid/);
    expect(notice).toHaveTextContent(/next purchase repays them first/);
    balance.show({ balance: 1, held: 0, available: 1, gift: 0, debt: 0 });
    await waitFor(() => expect(screen.queryByRole('status')).toBeNull());
  });
});
