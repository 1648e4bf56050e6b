import { render, screen } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { RELOAD } from './language';
import { LanguageChoice } from './language-choice';
import { LANGUAGE_KEY, languageOf, preferredLanguage } from './language-code';

describe('the language', () => {
  it.each<[string | null, string[], string]>([
    [null, ['de-AT', 'en'], 'de'],
    [null, ['fr-FR', 'DE', 'en'], 'de'],
    [null, ['en-GB', 'de'], 'en'],
    [null, ['fr', 'ja'], 'en'],
    [null, [], 'en'],
    ['en', ['de'], 'en'],
    ['de', ['en'], 'de'],
    ['klingon', ['de'], 'de'],
  ])('chosen %s, asked for %j: it is %s', (chosen, wanted, language) => {
    expect(preferredLanguage(chosen, wanted)).toBe(language);
  });

  it('of the page is one of ours', () => {
    expect(['de', 'de-CH', 'en', '', 'dever'].map(languageOf)).toEqual([
      'de',
      'de',
      'en',
      'en',
      'en',
    ]);
  });
});

describe('the choice of the language', () => {
  async function draw() {
    let reloads = 0;
    const reload = () => (reloads += 1);
    await render(LanguageChoice, { providers: [{ provide: RELOAD, useValue: reload }] });
    return () => reloads;
  }

  beforeEach(() => localStorage.clear());

  it('names each in its own words, and shows which one it is', async () => {
    await draw();
    expect(screen.getByRole('group', { name: 'Language' })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'English' })).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByRole('button', { name: 'Deutsch' })).toHaveAttribute('lang', 'de');
  });

  it('is kept by the browser, and opens the page anew', async () => {
    const reloads = await draw();
    await userEvent.click(screen.getByRole('button', { name: 'Deutsch' }));
    expect([localStorage.getItem(LANGUAGE_KEY), reloads()]).toEqual(['de', 1]);
  });

  it('does nothing when it is chosen already', async () => {
    const reloads = await draw();
    await userEvent.click(screen.getByRole('button', { name: 'English' }));
    expect([localStorage.getItem(LANGUAGE_KEY), reloads()]).toEqual([null, 0]);
  });
});
