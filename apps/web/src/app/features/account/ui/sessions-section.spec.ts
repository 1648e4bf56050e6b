import { render, screen, waitFor, within } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { appProviders, signedInAs } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { OwnSessions } from '../data-access/own-sessions';
import { sessionOf, sessionsAnswer } from '../sessions.fixture';
import { SessionsSection } from './sessions-section';

const api = playApi();
const GET = 'GET /api/auth/sessions';
const END = 'DELETE /api/auth/sessions/phone';
const PHONE = 'Sign out Safari on iPhone';

async function draw(answer: unknown = sessionsAnswer(sessionOf('phone'))) {
  signedInAs('ada');
  api.on(GET, answer);
  await render(SessionsSection, { providers: [...appProviders(), OwnSessions] });
}

const rows = async () => {
  await screen.findByText('This device');
  return screen.getAllByRole('listitem');
};

const oneIsLeft = () => waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));

describe('the sessions', () => {
  it('are listed by what people call the devices, this one first and not to be ended alone', async () => {
    await draw();
    const [here, phone] = await rows();
    expect(here).toHaveTextContent(/^Firefox on Linux This device ?Signed in .+2030/);
    expect(within(here as HTMLElement).queryByRole('button')).toBeNull();
    expect(phone).toHaveTextContent(/^Safari on iPhone Signed in .+ · last used .+Sign out$/);
  });

  it('go when they are ended, and it is said', async () => {
    await draw();
    api.on(END, new Response(null, { status: 204 }));
    await userEvent.click(await screen.findByRole('button', { name: PHONE }));
    await oneIsLeft();
    expect(screen.getByText('Safari on iPhone is signed out.')).toBeInTheDocument();
  });

  it('go as well when they had ended before', async () => {
    await draw();
    api.on(END, refusal(404, { code: 'not_found' }));
    await userEvent.click(await screen.findByRole('button', { name: PHONE }));
    await oneIsLeft();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('are ended once, however often that is pressed', async () => {
    await draw();
    const answer = api.hold(END);
    const button = await screen.findByRole('button', { name: PHONE });
    await userEvent.click(button);
    await waitFor(() => expect(button).toHaveTextContent('Signing out…'));
    await userEvent.click(button);
    answer(new Response(null, { status: 204 }));
    await oneIsLeft();
    expect(api.count(END)).toBe(1);
  });

  it('stay when they could not be ended, and it is said why', async () => {
    await draw();
    api.cut(END);
    await userEvent.click(await screen.findByRole('button', { name: PHONE }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Safari on iPhone is still signed in. The server could not be reached.',
    );
    expect(await rows()).toHaveLength(2);
  });

  it('that could not be loaded can be asked for again', async () => {
    await draw(refusal(503, { code: 'server_busy', title: 'The server is busy' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Your sessions could not be loaded. The server is busy.',
    );
    api.on(GET, sessionsAnswer());
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rows()).toHaveLength(1);
  });

  it('hold their place while they are loaded', async () => {
    signedInAs('ada');
    const answer = api.hold(GET);
    await render(SessionsSection, { providers: [...appProviders(), OwnSessions] });
    expect(screen.getByRole('status', { name: 'Loading' })).toBeInTheDocument();
    answer(sessionsAnswer());
    expect(await rows()).toHaveLength(1);
    expect(screen.queryByRole('status', { name: 'Loading' })).toBeNull();
  });
});
