// Every page of pages.json, as its role, wide and phone, light and dark: it answers, does nothing it may not,
// has no accessibility violation, one heading of the first level and a title, and does not scroll sideways down to 320 pixels.
// A page is opened once a width, and drawn anew in the other scheme.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { violations } from "./axe.mjs";
import { VIEWS, launch, open, sideways, visit } from "./browser.mjs";
import { pages } from "./pages.mjs";

const WIDTHS = [VIEWS[0], VIEWS[2]];
const SCHEMES = ["light", "dark"];
const NARROW = { width: 320, height: 640 };

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

async function isGood(page, answer) {
  assert.equal(answer?.status(), 200);
  assert.equal(await page.locator("h1").count(), 1, "headings of the first level");
  assert.match(await page.title(), /\S/);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    if (colorScheme !== SCHEMES[0]) await page.reload({ waitUntil: "load" });
    assert.deepEqual(await violations(page), [], colorScheme);
    assert.equal(await sideways(page), 0, `pixels that scroll sideways, ${colorScheme}`);
  }
}

describe("every page", { concurrency: 2 }, () => {
  for (const entry of pages()) {
    for (const view of WIDTHS) {
      test(`${entry.name}, ${view.name.split("-")[0]}: answers, is accessible in light and dark, stays within its window`, () =>
        on(entry, view, async (page, answer) => {
          await isGood(page, answer);
          await page.setViewportSize(NARROW);
          assert.equal(await sideways(page), 0, "pixels that scroll sideways at 320");
        }));
    }
  }
});
