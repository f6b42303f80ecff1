/** What a person does in Byway's window, in words; specs speak these and know no markup. English texts. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Pastes text as the keyboard would; `field` is the box's name where the window does not speak English. */
export async function paste(page: Page, text: string, name = 'Link or message'): Promise<void> {
  const field = page.getByRole('textbox', { name });
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** The one word of state: the status that is a heading, whatever else the page tells. */
export function stateWord(page: Page): Locator {
  return page.getByRole('main').getByRole('status').filter({ has: page.getByRole('heading') });
}

/** Adds and connects from the sheet that tells what a text holds; a server with a warning always opens it. */
export async function connectPasted(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Add and connect', exact: true }).click();
  await expect(stateWord(page)).toContainText('You’re through');
}

/** Adds from the same sheet, and stays off. */
export async function addPasted(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Only add', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** Presses the main button and waits until bytes came back. */
export async function turnOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect', exact: true }).first().click();
  await expect(stateWord(page)).toContainText('You’re through');
}

/** Presses the main button and waits until everything is back. */
export async function turnOff(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Turn off', exact: true }).first().click();
  await expect(stateWord(page)).toContainText(/Off|Nothing on this computer/);
}

/** Goes to a section of the window. */
export async function go(page: Page, section: 'Home' | 'Servers' | 'Settings' | 'Log'): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: new RegExp(section) }).or(page.getByRole('navigation').getByRole('link', { name: new RegExp(section) })).first().click();
}
