// Every page of pages.json, as its role, wide and phone, light and dark: it answers, does nothing it may not,
// has no accessibility violation, and does not scroll sideways down to 320 pixels.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "./axe.mjs";
import { VIEWS, launch, open, sideways, visit } from "./browser.mjs";
import { pages } from "./pages.mjs";

const NARROW = { name: "narrow", width: 320, height: 640, scheme: "light" };

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

/** Opens the page in one view, hands it over, and closes it whatever happens. */
async function on(entry, view, look) {
  const { context, page, troubles } = await open(browser, { role: entry.role, view });
  try {
    const answer = await visit(page, entry);
    await look(page, answer);
    assert.deepEqual(troubles, [], "the page did what it may not");
  } finally {
    await context.close();
  }
}

for (const entry of pages()) {
  for (const view of VIEWS) {
    test(`${entry.name}, ${view.name}: answers, is accessible, stays within its window`, () =>
      on(entry, view, async (page, answer) => {
        assert.equal(answer?.status(), 200);
        assert.deepEqual(await violations(page), []);
        assert.equal(await sideways(page), 0, "pixels that scroll sideways");
      }));
  }

  test(`${entry.name}: one heading of the first level, a title, no sideways scrolling at 320 pixels`, () =>
    on(entry, NARROW, async (page) => {
      assert.equal(await page.locator("h1").count(), 1);
      assert.match(await page.title(), /\S/);
      assert.equal(await sideways(page), 0, "pixels that scroll sideways");
    }));
}
