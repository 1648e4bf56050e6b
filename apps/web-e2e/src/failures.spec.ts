import { startModelServer } from '@prome-dify/testing';
import { answers, asking, expect, expectAccessible, send, signIn, test } from './product';

test('a wrong password is refused in plain words, and what was typed stays', async ({
  page,
  product,
}) => {
  await page.goto(`${product.url}/login`);
  await page.getByLabel('Email').fill('nobody@example.com');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('The email or the password is wrong')).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue('nobody@example.com');
  await expectAccessible(page);
});

test('a form that is not complete says so at its fields and sends nothing', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/register');
  await page.getByLabel('Email').fill('not an address');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await expectAccessible(page);
  expect(asked).not.toContain('/api/auth/register');
});

test('an address that has an account is told so', async ({ page, product }) => {
  const { email } = await signIn(page, product.url);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.goto('/register');
  await page.getByLabel('Email').fill(email ?? '');
  await page.getByLabel('Password', { exact: true }).fill('password123');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('This email has an account already')).toBeVisible();
});

test('without enough tokens the message is kept, and the way to more is shown', async ({
  page,
  startProduct,
}) => {
  const product = await startProduct({ SIGNUP_TOKENS: '5' });
  await signIn(page, product.url);
  await send(page, 'Tell me about the sea');
  await expect(page.getByText('There are not enough tokens for this answer')).toBeVisible();
  await expect(page.getByText('Tell me about the sea').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('log').getByRole('link', { name: 'Buy tokens' }).click();
  await expect(page).toHaveURL(/\/billing$/);
});

test('a model that fails is said in the turn, costs nothing, and can be tried again', async ({
  page,
  startProduct,
}) => {
  const model = await startModelServer({ script: (call) => call.status(500) });
  const product = await startProduct(asking(model));
  await signIn(page, product.url);
  await send(page, 'Hello');
  const again = page.getByRole('button', { name: /Try again/ });
  await expect(again).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByTestId('balance')).toContainText('1000');
  model.script('normal');
  await expect(again).toBeEnabled();
  await again.click();
  await expect(answers(page).last()).toContainText('Hello from the scripted model.');
  await model.stop();
});

test('a server that is gone loses nothing that was typed', async ({ page, startProduct }) => {
  const product = await startProduct();
  await signIn(page, product.url);
  await product.server.stop('SIGKILL');
  await send(page, 'A long thought that must not be lost');
  await expect(page.getByText('The connection was lost. Your message is kept.')).toBeVisible();
  await expect(page.getByText('A long thought that must not be lost').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('a draft survives a session that ends', async ({ page, product }) => {
  const { email } = await signIn(page, product.url);
  await page.getByRole('textbox', { name: 'Message' }).fill('half a thought');
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.setItem('token', 'not.a.token'));
  await page.reload();
  await expect(page).toHaveURL(/\/login/);
  await page.getByLabel('Email').fill(email ?? '');
  await page.getByLabel('Password', { exact: true }).fill('password123');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('half a thought');
});

test('an address that leads nowhere says so', async ({ page, product }) => {
  await page.goto('/no/such/page');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await signIn(page, product.url);
  await page.goto('/chat/0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa');
  await expect(page.getByText('The conversation could not be loaded.')).toBeVisible();
  await expectAccessible(page);
});
