import { FIELD_FAULTS, type ChatQuote, type ChatRequest } from '@prome-dify/contracts';
import { render, screen } from '@testing-library/angular';
import { jest } from '@jest/globals';
import { appProviders } from '../../../core/app-providers.fixture';
import { playApi } from '../../../core/http/played-api.fixture';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { CostEstimate } from './cost-estimate';

const api = playApi();
const QUOTE = 'POST /api/chat/quote';
const quote: ChatQuote = {
  model: 'demo',
  promptTokens: 12,
  minTokens: 13,
  maxTokens: 1_012,
  balance: 5_000,
  affordable: true,
  limitedBy: 'model',
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

async function draw(request: ChatRequest | null) {
  const { rerender, fixture } = await render(CostEstimate, {
    inputs: { request },
    providers: appProviders(),
  });
  const pass = async (ms: number) => {
    await jest.advanceTimersByTimeAsync(ms);
    fixture.detectChanges();
  };
  const write = async (next: ChatRequest | null) => {
    await rerender({ inputs: { request: next } });
    fixture.detectChanges();
  };
  await pass(0);
  return { pass, write };
}

describe('the estimate', () => {
  it('is asked for once somebody pauses, and says from what to what', async () => {
    api.on(QUOTE, quote);
    const { pass, write } = await draw({ message: 'W' });
    for (const message of ['Wh', 'Why', 'Why?']) {
      await pass(300);
      await write({ message });
    }
    expect(api.lines).toEqual([]);
    await pass(500);
    await pass(0);
    expect(api.asked.map(({ body }) => body)).toEqual([{ message: 'Why?' }]);
    const range = screen.getByText('13 to 1,012 tokens');
    expect(range).toHaveAttribute('title', expect.stringContaining('12 tokens'));
  });

  it('says so when the message is too long for the model, and forgets it with another', async () => {
    const errors = [{ pointer: '/message', message: FIELD_FAULTS.tooLongForModel }];
    api.on(QUOTE, refusal(400, { code: 'validation_failed', title: 'Not valid', errors }));
    const { pass, write } = await draw({ message: 'Why? '.repeat(1_000) });
    await pass(500);
    await pass(0);
    expect(screen.getByText('Too long for this model.')).toBeInTheDocument();
    api.on(QUOTE, quote);
    await write({ message: 'Why?' });
    await pass(500);
    await pass(0);
    expect(screen.queryByText('Too long for this model.')).toBeNull();
    expect(screen.getByText('13 to 1,012 tokens')).toBeInTheDocument();
  });

  it('stands until the next one is there, and goes with the message', async () => {
    api.on(QUOTE, quote);
    const { pass, write } = await draw({ message: 'Why?' });
    await pass(500);
    await pass(0);
    await write({ message: 'Why not?' });
    await pass(100);
    expect(screen.getByText('13 to 1,012 tokens')).toBeInTheDocument();
    await write(null);
    await pass(0);
    expect(screen.queryByText(/tokens/)).toBeNull();
    await pass(1_000);
    expect(api.lines).toHaveLength(1);
  });

  it('says what is needed, and where to get it, when it cannot be paid', async () => {
    api.on(QUOTE, { ...quote, affordable: false, balance: 3 });
    const { pass } = await draw({ message: 'Why?' });
    await pass(500);
    await pass(0);
    expect(screen.getByText('Needs at least 13 tokens.')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Buy tokens' })).toHaveAttribute('href', '/billing');
  });

  it('that cannot be had disturbs nobody, and the next one is asked for', async () => {
    api.cut(QUOTE);
    const { pass, write } = await draw({ message: 'Why?' });
    await pass(500);
    await pass(0);
    expect(screen.queryByText(/tokens/)).toBeNull();
    api.on(QUOTE, quote);
    await write({ message: 'Why not?' });
    await pass(500);
    await pass(0);
    expect(screen.getByText('13 to 1,012 tokens')).toBeInTheDocument();
  });

  it('leads to the own limits when they are what forbids it', async () => {
    api.on(QUOTE, { ...quote, affordable: false, limitedBy: 'daily_limit' });
    const { pass } = await draw({ message: 'Why?' });
    await pass(500);
    await pass(0);
    expect(screen.getByText('More than your own limit.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Change it' })).toHaveAttribute('href', '/usage');
  });
});
