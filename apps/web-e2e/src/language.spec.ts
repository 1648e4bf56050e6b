import type { Page } from '@playwright/test';
import { ApiClient } from '@prome-dify/testing';
import {
  answers,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  send,
  settled,
  shownBalance,
  signIn,
  test,
} from './product';

const expectLanguage = (page: Page, language: string) =>
  expect(page.locator('html')).toHaveAttribute('lang', language);

/** What the browser has complained about, as of a text that is not in the dictionary. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning' || message.type() === 'error') heard.push(message.text());
  });
  return heard;
}

test.describe('for somebody whose browser asks for German', () => {
  test.use({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });

  test('everything is German, from the first visit to a purchase', async ({ page }) => {
    const heard = complaints(page);

    await test.step('the first page, with its prices', async () => {
      await page.goto('/');
      await expectLanguage(page, 'de');
      await expect(page.getByRole('heading', { name: 'Preise' })).toBeVisible();
      await expect(page.getByText('9,99 $').first()).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('link', { name: '1.000 Tokens gratis holen' }).click();
    });

    await test.step('an account', async () => {
      await expect(page).toHaveTitle('Konto erstellen · Prome-Dify');
      await expectAccessible(page);
      await page.getByLabel('E-Mail').fill(`person${Date.now()}@example.com`);
      await page.getByLabel('Passwort', { exact: true }).fill('password123');
      await page.getByRole('button', { name: 'Konto erstellen' }).click();
      await expect.poll(() => shownBalance(page)).toBe(1000);
    });

    await test.step('a conversation', async () => {
      await page.getByRole('textbox', { name: 'Nachricht' }).fill('/lorem 20');
      await page.getByRole('button', { name: 'Senden' }).click();
      await expect(answers(page).first()).toContainText(/\d+ Tokens verbraucht/);
      await expectAccessible(page);
    });

    await test.step('a purchase', async () => {
      await page.getByRole('link', { name: 'Guthaben' }).click();
      await expect(page.getByText(/Es fließt kein Geld/)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Starter Pack kaufen' }).click();
      await page.getByRole('button', { name: 'Pay $9.99' }).click();
      await expect(page.getByText(/1\.000 Tokens wurden gutgeschrieben/)).toBeVisible();
      await expect(page.getByText('Gutgeschrieben', { exact: true })).toBeVisible();
    });

    await test.step('the usage', async () => {
      await page.getByRole('link', { name: 'Verbrauch' }).click();
      await expect(page.getByRole('region', { name: 'Verlauf' })).toContainText('+1.000');
      await expectAccessible(page);
    });

    await test.step('a refusal of the server', async () => {
      await page.getByRole('button', { name: 'Abmelden' }).click();
      await page.getByLabel('E-Mail').fill('nobody@example.com');
      await page.getByLabel('Passwort', { exact: true }).fill('wrong-password');
      await page.getByRole('button', { name: 'Anmelden' }).click();
      await expect(page.getByRole('alert')).toContainText('E-Mail oder Passwort stimmt nicht');
    });

    expect(heard.filter((text) => /translation|locale/i.test(text))).toEqual([]);
  });

  test('every page fits every width', async ({ page, product }) => {
    test.slow();
    const visit = async (paths: readonly string[]) => {
      for (const path of paths) {
        await page.goto(path);
        await expectLanguage(page, 'de');
        for (const width of [320, 390, 768, 1440]) {
          await page.setViewportSize({ width, height: 844 });
          await settled(page);
          await expectNoSidewaysScroll(page);
        }
      }
    };
    await visit(['/', '/login', '/register', '/forgot-password', '/reset-password?token=x']);
    const { email } = await ApiClient.register(product.url);
    await page.goto('/login');
    await page.getByLabel('E-Mail').fill(email ?? '');
    await page.getByLabel('Passwort', { exact: true }).fill('password123');
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await expect(page.getByRole('textbox', { name: 'Nachricht' })).toBeVisible();
    await visit(['/chat', '/billing', '/usage', '/account']);
  });

  test('English is chosen on the way in, and the address that was typed stays', async ({
    page,
  }) => {
    await page.goto('/register');
    await page.getByLabel('E-Mail').fill('ada@example.com');
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('button', { name: 'Create account' })).toBeVisible();
    await expectLanguage(page, 'en');
    await expect(page.getByLabel('Email')).toHaveValue('ada@example.com');
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Prices' })).toBeVisible();
  });
});

test('the language changes while an answer is written and a draft waits, and nothing is lost', async ({
  page,
  product,
}) => {
  const choose = async (name: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('option', { name }).click();
  };
  await signIn(page, product.url);
  await send(page, '/slow');
  await expect(answers(page).first()).toContainText('takes its time');
  await page.getByRole('textbox', { name: 'Message' }).fill('a thought of mine');

  await choose('Deutsch');
  await expect(page.getByRole('textbox', { name: 'Nachricht' })).toHaveValue('a thought of mine');
  await expectLanguage(page, 'de');
  await expect(answers(page).first()).toContainText('takes its time');
  await page.getByRole('button', { name: 'Stoppen' }).click();
  await expect(answers(page).first()).toContainText('Gestoppt');

  await choose('English');
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('a thought of mine');
  await expect(answers(page).first()).toContainText('Stopped');
});

test('who reads English never loads the German dictionary', async ({ page, product }) => {
  const scripts = new Set<string>();
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) scripts.add(response.url());
  });
  await signIn(page, product.url);
  await page.goto('/billing');
  await expect(page.getByRole('button', { name: /^Purchase/ }).first()).toBeVisible();
  const texts = await Promise.all(
    [...scripts].map(async (url) => (await page.request.get(url)).text()),
  );
  expect(texts.some((text) => text.includes('Your balance'))).toBe(true);
  expect(texts.filter((text) => text.includes('Ihr Guthaben'))).toEqual([]);
});
