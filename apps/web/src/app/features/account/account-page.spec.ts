import { TestBed } from '@angular/core/testing';
import { render, screen, waitFor, within } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders } from '../../core/app-providers.fixture';
import { playApi } from '../../core/http/played-api.fixture';
import { jwtOf, userOf } from '../../core/session/jwt.fixture';
import { Session } from '../../core/session/session';
import { refusal } from '../../core/stream/server-stream.fixture';
import { AccountPage } from './account-page';
import { sessionsAnswer } from './sessions.fixture';

const api = playApi();
const EXPORT = 'GET /api/account/export';
const OPTIONS = 'GET /api/auth/options';
const AS_USUAL = { mail: true, signupGrant: 'on-register', signupTokens: 1_000 };

async function draw({ emailVerified = false, mail = true } = {}) {
  api.on('GET /api/auth/sessions', sessionsAnswer()).on(OPTIONS, { ...AS_USUAL, mail });
  await render(AccountPage, { providers: appProviders() });
  const user = { ...userOf('ada'), emailVerified };
  TestBed.inject(Session).begin({ user, token: jwtOf('ada') });
  await screen.findByText('This device');
}

const section = (name: string) => within(screen.getByRole('region', { name }));

describe('the account page', () => {
  it('has everything about an account, each in one place', async () => {
    await draw();
    const headings = screen.getAllByRole('heading', { level: 2 });
    expect(headings.map(({ textContent }) => textContent)).toEqual([
      'Profile',
      'Password',
      'Appearance',
      'Limits',
      'Sessions',
      'Your data',
      'Delete account',
    ]);
    expect(section('Limits').getByRole('link')).toHaveAttribute('href', '/usage');
  });

  it('says whose it is, and since when', async () => {
    await draw({ emailVerified: true });
    const profile = section('Profile');
    expect(await profile.findByText('ada@example.com')).toBeVisible();
    expect(profile.getByText('Verified')).toBeVisible();
    expect(profile.getByText(/^(December 31, 2029|January 1, 2030)$/)).toBeVisible();
    expect(profile.getByRole('button')).toHaveAccessibleName('Change email');
  });

  it('has the mail sent again for who has not verified their address', async () => {
    await draw();
    api.on('POST /api/auth/verify/resend', {});
    const again = await section('Profile').findByRole('button', { name: 'Send again' });
    await userEvent.click(again);
    expect(await section('Profile').findByText('Sent.')).toBeVisible();
  });

  it('offers no mail where none can be sent', async () => {
    await draw({ mail: false });
    expect(await section('Profile').findByText('Not verified')).toBeVisible();
    expect(section('Profile').queryByRole('button')).toBeNull();
  });

  it('changes the theme at once, and shows the one that is chosen', async () => {
    await draw();
    const theme = (name: string) => section('Appearance').getByRole('radio', { name });
    expect(theme('As the system')).toBeChecked();
    await userEvent.click(theme('Dark'));
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(localStorage.getItem('theme')).toBe('dark');
    await userEvent.click(theme('As the system'));
    expect(document.documentElement.dataset['theme']).toBeUndefined();
  });
});

describe('the export', () => {
  const saved: string[] = [];
  const click = HTMLAnchorElement.prototype.click;
  beforeEach(() => {
    saved.length = 0;
    URL.createObjectURL = () => 'blob:file';
    URL.revokeObjectURL = () => undefined;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push(this.download);
    };
  });
  afterEach(() => {
    HTMLAnchorElement.prototype.click = click;
  });

  const press = () =>
    userEvent.click(section('Your data').getByRole('button', { name: 'Export everything' }));

  it('is saved as a file, once, and it is said', async () => {
    await draw();
    const answer = api.hold(EXPORT);
    await press();
    expect(await screen.findByText('Your file is being written…')).toBeVisible();
    await press();
    answer({ exportedAt: 'now' });
    expect(await screen.findByText('Your file is saved.')).toBeVisible();
    expect([saved, api.count(EXPORT)]).toEqual([['prome-dify-account.json'], 1]);
  });

  it('says when it could not be made, and can be tried again', async () => {
    await draw();
    api.on(EXPORT, refusal(429, { code: 'rate_limited' }, { 'retry-after': '90' }));
    await press();
    expect(await section('Your data').findByRole('alert')).toHaveTextContent(
      /^The file could not be made\. .+ Try again in 90 seconds\.$/,
    );
    api.on(EXPORT, {});
    await press();
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(section('Your data').queryByRole('alert')).toBeNull();
  });
});
