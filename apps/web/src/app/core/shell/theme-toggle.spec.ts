import { TestBed } from '@angular/core/testing';
import { render, screen } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { Theme } from '../theme/theme';
import { ThemeToggle } from './theme-toggle';

const root = document.documentElement;
beforeEach(() => {
  localStorage.clear();
  delete root.dataset['theme'];
});

describe('the theme button', () => {
  it('walks through system, light and dark, and says where it is', async () => {
    await render(ThemeToggle);
    const seen: string[] = [];
    for (const name of ['Theme: system', 'Theme: light', 'Theme: dark', 'Theme: system']) {
      await userEvent.click(screen.getByRole('button', { name }));
      seen.push(root.dataset['theme'] ?? 'as the system says');
    }
    expect(seen).toEqual(['light', 'dark', 'as the system says', 'light']);
  });

  it('keeps the choice for the next visit', async () => {
    await render(ThemeToggle);
    await userEvent.click(screen.getByRole('button'));
    expect(localStorage.getItem('theme')).toBe('light');
    TestBed.resetTestingModule();
    expect(TestBed.inject(Theme).choice()).toBe('light');
  });

  it('takes what it does not know for the system’s', () => {
    localStorage.setItem('theme', 'sepia');
    expect(TestBed.inject(Theme).choice()).toBe('system');
  });
});
