import { Clipboard } from '@angular/cdk/clipboard';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { render, screen } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { Button, type ButtonLook } from './button';
import { CopyButton } from './copy-button';
import { Field, FieldInput } from './field';
import { LoadFailed } from './load-failed';
import { mediaQuery } from './media-query';
import { Notice, type NoticeTone } from './notice';
import { playScreen } from './screen.fixture';
import { secondsLeft } from './seconds-left';
import { Skeleton } from './skeleton';

describe('the copy button', () => {
  afterEach(() => jest.useRealTimers());

  async function draw(works: boolean) {
    const copied: string[] = [];
    const copy = (text: string) => {
      copied.push(text);
      return works;
    };
    await render(CopyButton, {
      inputs: { text: 'a `b`\n' },
      providers: [{ provide: Clipboard, useValue: { copy } }],
    });
    return copied;
  }

  it('copies the text as it is, says so, and is ready again', async () => {
    jest.useFakeTimers();
    const copied = await draw(true);
    screen.getByRole('button', { name: 'Copy' }).click();
    await jest.advanceTimersByTimeAsync(100);
    expect(screen.getByText('Copied')).toHaveAttribute('aria-live', 'polite');
    await jest.advanceTimersByTimeAsync(2_000);
    expect(screen.getByRole('button', { name: 'Copy' })).toBeInTheDocument();
    expect(copied).toEqual(['a `b`\n']);
  });

  it('does not say so when the browser would not', async () => {
    const copied = await draw(false);
    await userEvent.click(screen.getByRole('button', { name: 'Copy' }));
    expect([copied.length, screen.queryByText('Copied')]).toEqual([1, null]);
  });
});

describe('a field', () => {
  async function draw(inputs: { hint?: string; error?: string }) {
    const template = `<ui-field label="Email" for="email" [hint]="hint" [error]="error">
      <input uiInput />
    </ui-field>`;
    const componentProperties = { hint: '', error: '', ...inputs };
    await render(template, { imports: [Field, FieldInput], componentProperties });
    return screen.getByRole('textbox', { name: 'Email' });
  }

  it('has a name, and a hint until something is wrong', async () => {
    const field = await draw({ hint: 'At least 8' });
    expect(field).toHaveAccessibleDescription('At least 8');
    expect(field).toBeValid();
  });

  it('says what is wrong in place of the hint', async () => {
    const field = await draw({ hint: 'At least 8', error: 'Too short' });
    expect(field).toHaveAccessibleDescription('Too short');
    expect(field).toBeInvalid();
  });
});

describe('a notice', () => {
  it.each<[NoticeTone, string]>([
    ['info', 'status'],
    ['good', 'status'],
    ['warning', 'status'],
    ['error', 'alert'],
  ])('of tone %s is a %s', async (tone, role) => {
    await render(`<ui-notice [tone]="tone">Words</ui-notice>`, {
      imports: [Notice],
      componentProperties: { tone },
    });
    expect(screen.getByRole(role)).toHaveTextContent('Words');
  });

  it('that something could not be loaded offers to try again', async () => {
    let retries = 0;
    await render(LoadFailed, {
      inputs: { what: 'It is missing.', reason: 'You are offline' },
      on: { retry: () => (retries += 1) },
    });
    expect(screen.getByRole('alert')).toHaveTextContent('It is missing. You are offline.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retries).toBe(1);
  });
});

describe('looks', () => {
  it.each<[ButtonLook | '', string]>([
    ['primary', 'btn-primary'],
    ['', 'btn-tonal'],
  ])('a button of look %j has the class %s', async (look, name) => {
    await render(`<button type="button" [uiButton]="look">x</button>`, {
      imports: [Button],
      componentProperties: { look },
    });
    expect(screen.getByRole('button')).toHaveClass('btn', name);
  });

  it('a skeleton says that something is loading', async () => {
    const { container } = await render(Skeleton, { inputs: { lines: 4 } });
    expect(container.querySelectorAll('.skeleton-line')).toHaveLength(4);
    expect(container).toHaveAttribute('aria-label', 'Loading');
  });
});

describe('what changes with time', () => {
  const device = playScreen();
  afterEach(() => jest.useRealTimers());

  it('a media query is followed, until its reader is gone', async () => {
    @Component({ selector: 'ui-probe', template: '{{ dark() }}' })
    class Probe {
      readonly dark = mediaQuery('(prefers-color-scheme: dark)');
    }
    const { fixture } = await render(Probe);
    const { dark } = fixture.componentInstance;
    expect(dark()).toBe(false);
    device.set('(prefers-color-scheme: dark)', true);
    expect(dark()).toBe(true);
    fixture.destroy();
    device.set('(prefers-color-scheme: dark)', false);
    expect(dark()).toBe(true);
  });

  it('seconds are counted down to none, and begin anew', async () => {
    jest.useFakeTimers();
    const seconds = signal(2);
    const left = TestBed.runInInjectionContext(() => secondsLeft(seconds));
    const seen = [left()];
    const pass = async () => {
      TestBed.tick();
      await jest.advanceTimersByTimeAsync(1_000);
      seen.push(left());
    };
    for (let n = 0; n < 4; n += 1) await pass();
    seconds.set(1);
    await pass();
    expect(seen).toEqual([2, 1, 0, 0, 0, 0]);
  });
});
