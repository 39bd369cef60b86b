import { expect, type Page } from '@playwright/test';

export async function logIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await page.getByRole('textbox', { name: 'Username' }).fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

export async function register(page: Page, username: string, displayName: string, password: string) {
  await page.getByRole('heading', { name: 'Create account' }).waitFor();
  await page.getByRole('textbox', { name: 'Username' }).fill(username);
  await page.getByRole('textbox', { name: 'Display name' }).fill(displayName);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
}

/** Registers, and waits for the conversations. */
export async function join(
  page: Page,
  username: string,
  displayName: string,
  password: string,
): Promise<void> {
  await page.goto('/register');
  await register(page, username, displayName, password);
  await isIn(page);
}

/** Waits for the conversations. */
export async function isIn(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Parley' })).toBeVisible();
}

/** By a link as an administrator makes it; ends at the login page. */
export async function setPassword(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByRole('link', { name: 'Log in' }).click();
}
