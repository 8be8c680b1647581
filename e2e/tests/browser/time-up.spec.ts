import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import {
  at,
  cards,
  chooseTickets,
  demo,
  keepPicture,
  payWith,
  signIn,
} from '../../src/browser/shop-pages.ts';
import { putOnSale } from '../../src/shop/events-on-sale.ts';
import { signUp } from '../../src/shop/people.ts';

/** Twenty-four seconds: enough to fill in a card, and not long to wait for. */
const HOLD_MINUTES = 0.4;
const afterTimeUp = { timeout: 40_000 };

async function holdTickets(page: Page, name: string): Promise<void> {
  const promoter = await signUp('promoter');
  const { event } = await putOnSale(promoter, { name, holdMinutes: HOLD_MINUTES });
  await signIn(page, demo.customer);
  await page.goto(at(`/events/${event.slug}`));
  await chooseTickets(page, { ticketType: 'Standing', quantity: 2 });
}

test('When the time runs out in the checkout, the page says so and the same tickets are one tap away', async ({
  page,
}, testInfo) => {
  await holdTickets(page, 'A Slow Evening');
  await expect(page.getByTestId('order-ended')).toContainText('Your time ran out', afterTimeUp);
  await keepPicture(page, testInfo, 'time-ran-out');
  await page.getByTestId('start-again').click();
  await expect(page.locator('output[data-testid^="quantity-"]')).toHaveText('2');
  await page.getByTestId('get-tickets').click();
  await expect(page.getByTestId('countdown')).toBeVisible();
});

test('When the time runs out while the bank still thinks, the page waits for its word, and paid in time is paid', async ({
  page,
}) => {
  await holdTickets(page, 'A Last Moment');
  let letBankAnswer = () => undefined as void;
  const bankHasThought = new Promise<void>((resolve) => (letBankAnswer = resolve));
  let paidInTime = false;
  // The provider takes the money at once; only its answer is slow, and so is every look at the order.
  await page.route('**/v1/payment_intents/*/confirm', async (route) => {
    const response = await route.fetch();
    paidInTime = response.ok();
    await bankHasThought;
    await route.fulfill({ response });
  });
  await page.route(/\/api\/orders\/[^/]+$/, async (route) => {
    await bankHasThought;
    await route.continue();
  });
  await payWith(page, cards.pays);
  await expect(page.getByText('Time is up')).toBeAttached(afterTimeUp);
  await expect(page.getByTestId('pay')).toBeDisabled();
  await expect(page.getByTestId('order-ended')).toHaveCount(0);
  expect(paidInTime).toBe(true);
  letBankAnswer();
  await expect(page.getByTestId('order-status')).toHaveAttribute('data-status', 'completed', afterTimeUp);
});
