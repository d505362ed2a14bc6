/** Puts a widget's markup into a page of the built site, as a page that has the widget would: its script then finds it. */

import { parseListing } from '../../src/lib/index.ts';
import type { Page } from './page.ts';

/** Opens a page with this markup at the end of its content. */
export async function openWith(page: Page, markup: string): Promise<void> {
  await page.route('**/learn/', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('</main>', `${markup}</main>`) });
  });
  await page.goto('/learn/');
}

/** Calls a widget's method with a text and the listing read from it, once its script is there. */
export async function give(
  page: Page,
  name: string,
  method: 'ask' | 'show',
  text: string,
  seed?: number,
): Promise<void> {
  const widget = page.locator(name);
  await widget.scrollIntoViewIfNeeded();
  await page.evaluate((name) => customElements.whenDefined(name).then(() => undefined), name);
  const values = method === 'ask' ? [parseListing(text), seed] : [text, parseListing(text)];
  await widget.evaluate(
    (element, [method, values]) =>
      (element as unknown as Record<string, (...values: unknown[]) => Promise<void>>)[method as string]!(
        ...(values as unknown[]),
      ),
    [method, JSON.parse(JSON.stringify(values))] as const,
  );
}
