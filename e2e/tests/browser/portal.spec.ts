import { expect, test } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { at, demo, keepPicture, openEvent, signIn } from '../../src/browser/shop-pages.ts';

/** As a browser's field for date and time takes it. */
function localMoment(daysAhead: number, time: string): string {
  return `${new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10)}T${time}`;
}

test('A promoter signs in, creates an event with a ticket type, publishes it, and the shop sells it', async ({
  page,
  browser,
}, testInfo) => {
  const name = `Winter Lights ${randomUUID().slice(0, 8)}`;
  await signIn(page, demo.promoter);
  await page.goto(at('/portal'));
  await page.getByTestId('new-event').click();
  await page.getByTestId('event-name').fill(name);
  await page.getByTestId('event-description').fill('A walk through a thousand lights.');
  await page.getByTestId('event-startsAt').fill(localMoment(30, '18:00'));
  await page.getByTestId('event-endsAt').fill(localMoment(30, '22:00'));
  await page.getByTestId('event-venue').fill('Botanic Garden');
  await page.getByTestId('event-city').fill('Hamburg');
  await keepPicture(page, testInfo, 'new-event');
  await page.getByTestId('save-event').click();
  await expect(page.getByTestId('event-status')).toHaveAttribute('data-status', 'draft');

  // Without any ticket type the form for the first one stands open.
  const nameField = page.getByTestId('type-name');
  await nameField.or(page.getByTestId('add-ticket-type')).first().waitFor();
  if (!(await nameField.isVisible())) await page.getByTestId('add-ticket-type').click();
  await nameField.fill('Evening walk');
  await page.getByTestId('type-price').fill('18.50');
  await page.getByTestId('type-capacity').fill('200');
  await page.getByTestId('save-ticket-type').click();
  await expect(page.getByTestId('publish')).toBeEnabled();
  await keepPicture(page, testInfo, 'draft');
  await page.getByTestId('publish').click();
  await expect(page.getByTestId('event-status')).toHaveAttribute('data-status', 'published');
  await expect(page.getByTestId('sold-total')).toContainText('0');
  await keepPicture(page, testInfo, 'published');

  const shop = await browser.newPage();
  await openEvent(shop, name);
  await expect(shop.locator('[data-testid^="ticket-type-"]')).toContainText(['Evening walk']);
  await expect(shop.getByTestId('ticket-picker')).toContainText('18.50');
  await shop.close();
});
