// What a person does in the shop's pages.
import { join } from 'node:path';
import { expect, type Page, type TestInfo } from '@playwright/test';
import { facts } from '../stack/facts.ts';

/** The accounts that `npm start` prints. */
export const demo = {
  promoter: { email: 'promoter@turnout.test', password: 'promoter-demo-2026' },
  customer: { email: 'customer@turnout.test', password: 'customer-demo-2026' },
};

export const cards = { pays: '4242 4242 4242 4242', isDeclined: '4000 0000 0000 0002' };

export const at = (path: string) => `${facts().url}${path}`;

export async function signIn(page: Page, account: { email: string; password: string }): Promise<void> {
  await page.goto(at('/sign-in'));
  await page.getByTestId('email').fill(account.email);
  await page.getByTestId('password').fill(account.password);
  await page.getByTestId('sign-in-submit').click();
  await expect(page.getByTestId('account-menu')).toBeVisible();
}

/** Searches the shop and opens the event; other tests have filled the home page with theirs. */
export async function openEvent(page: Page, name: string): Promise<void> {
  await page.goto(at('/'));
  await page.getByTestId('search').fill(name);
  await page.getByTestId('search').press('Enter');
  await page.getByTestId('event-card').filter({ hasText: name }).first().click();
  await expect(page.getByTestId('ticket-picker')).toBeVisible();
}

/** From the home page to the checkout, with so many of one ticket type. */
export async function orderTickets(
  page: Page,
  wanted: { event: string; ticketType: string; quantity: number },
) {
  await openEvent(page, wanted.event);
  await chooseTickets(page, wanted);
}

/** From the event's page to the checkout. */
export async function chooseTickets(page: Page, wanted: { ticketType: string; quantity: number }) {
  const row = page.locator('[data-testid^="ticket-type-"]').filter({ hasText: wanted.ticketType });
  const plus = row.locator('[data-testid^="quantity-plus-"]');
  for (let chosen = 0; chosen < wanted.quantity; chosen += 1) await plus.click();
  await page.getByTestId('get-tickets').click();
  await expect(page.getByTestId('countdown')).toBeVisible();
}

export async function nameAttendees(page: Page, names: [string, string][]): Promise<void> {
  for (const [row, [firstName, lastName]] of names.entries()) {
    await page.getByTestId(`attendee-first-${row}`).fill(firstName);
    await page.getByTestId(`attendee-last-${row}`).fill(lastName);
  }
}

export async function payWith(page: Page, cardNumber: string): Promise<void> {
  await page.getByTestId('card-number').fill(cardNumber);
  await page.getByTestId('card-expiry').fill('12 / 34');
  await page.getByTestId('card-cvc').fill('123');
  await page.getByTestId('card-name').fill('Robin Carter');
  await page.getByTestId('pay').click();
}

/** Types a ticket's code at the gate, and waits for what the screen says. */
export async function checkCode(door: Page, code: string) {
  await door.getByTestId('door-code').fill(code);
  await door.getByTestId('door-submit').click();
  const verdict = door.getByTestId('verdict');
  await expect(verdict).toBeVisible();
  return { verdict: await verdict.getAttribute('data-verdict'), text: await verdict.innerText() };
}

/** Keeps a picture of the page in the folder of test results. */
export async function keepPicture(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  const file = `${testInfo.project.name}-${name}.png`;
  await page.screenshot({ path: join(testInfo.project.outputDir, 'pages', file), animations: 'disabled' });
}
