import { render, screen } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../../core/app-providers.fixture';
import { playApi } from '../../core/http/played-api.fixture';
import { HomePage } from './home-page';
import { MissingPage } from './missing-page';

const api = playApi();
const PACKAGES = 'GET /api/billing/packages';
const starter = { id: 's', name: 'Starter', description: 'd', tokens: 10_000, priceUsd: 999 };

const draw = () => render(HomePage, { providers: appProviders() });

describe('the first page', () => {
  it('leads a visitor to an account, and shows what things cost', async () => {
    api.on(PACKAGES, { mode: 'live', packages: [starter] });
    await draw();
    const link = screen.getByRole('link', { name: 'Get 1,000 free tokens' });
    expect(link).toHaveAttribute('href', '/register');
    expect(await screen.findByRole('heading', { name: 'Starter' })).toBeVisible();
    expect(screen.getByText('$9.99')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Purchase/ })).toBeNull();
  });

  it('leads somebody who is signed in to the chat', async () => {
    signedInAs('ada');
    api.on(PACKAGES, { mode: 'live', packages: [] });
    await draw();
    const link = screen.getByRole('link', { name: 'Go to your conversations' });
    expect(link).toHaveAttribute('href', '/chat');
    expect(await screen.findByText('Nothing is for sale at the moment.')).toBeVisible();
  });

  it('stands without its prices when they cannot be loaded', async () => {
    api.cut(PACKAGES);
    await draw();
    expect(await screen.findByRole('alert')).toHaveTextContent('The prices could not be loaded.');
    api.on(PACKAGES, { mode: 'live', packages: [starter] });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'Starter' })).toBeVisible();
  });
});

it('an address that leads nowhere leads back', async () => {
  await render(MissingPage, { providers: appProviders() });
  expect(screen.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  expect(screen.getByRole('link')).toHaveAttribute('href', '/');
});
