// The public site in a real Chromium: every page in every language and view is accessible and stays within its window; it works without
// script; the self-check is computed on the device by the same rules as the program's; the way out works; four fields and a minute.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { violations } from "./axe.mjs";
import { VIEWS, base, installed, launch, open, sideways } from "./browser.mjs";
import { Hands } from "./hands.mjs";

const toml = installed("smol-toml");
const here = path.dirname(fileURLToPath(import.meta.url));
const LANGUAGES = ["en", "es", "pt", "ht"];
const SLUGS = ["", "get-help-now", "how-it-works", "who-it-is-for", "a-week-here", "what-we-do", "for-families", "cost", "who-we-are", "contact", "privacy", "self-check", "ask-for-a-call"];
const INSTRUMENTS = path.join(here, "../../foundation/forms/data/instruments");

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

const address = (language, slug) => `${base()}/${language}${slug ? `/${slug}` : ""}`;

for (const view of [...VIEWS, { name: "narrow", width: 320, height: 640, scheme: "light" }]) {
  for (const language of LANGUAGES) {
    test(`site in ${language}, ${view.name}: every page is accessible and stays within its window`, async () => {
      const { context, page, troubles } = await open(browser, { view });
      try {
        for (const slug of SLUGS) {
          const answer = await page.goto(address(language, slug));
          assert.equal(answer.status(), 200, slug);
          assert.equal(await page.getAttribute("html", "lang"), language);
          if (view.name !== "narrow") assert.deepEqual(await violations(page), [], slug);
          assert.equal(await sideways(page), 0, `${slug}: pixels that scroll sideways`);
          assert.equal(await page.locator("h1").count(), 1, slug);
        }
        assert.deepEqual(await context.cookies(), [], "no cookie");
        assert.deepEqual(troubles, [], "the pages did what they may not");
      } finally {
        await context.close();
      }
    });
  }
}

test("help is in sight without scrolling, with the facts about us close by, on an old telephone", async () => {
  const { context, page } = await open(browser, { view: { width: 390, height: 844, scheme: "light" } });
  await page.goto(address("en", ""));
  const bottom = (selector) => page.locator(selector).first().evaluate((one) => one.getBoundingClientRect().bottom);
  for (const selector of ["a[href='tel:911']", "a[href='tel:988']", "a[href='tel:+18337732445']", "h1"]) assert.ok((await bottom(selector)) < 844, selector);
  assert.ok((await bottom(".facts")) < 2 * 844, "who we are within two screens");
  await context.close();
});

test("without script the pages, the form and the self-check work", async () => {
  const { context, page } = await open(browser, { javaScriptEnabled: false });
  await page.goto(address("en", "self-check"));
  await page.check("#safety-suicide-yes");
  assert.ok(await page.locator(".now:visible").isVisible(), "help shows itself at once");
  await page.check("#taps1-drugs-weekly", { force: true });
  await page.getByRole("button", { name: "Show what it means" }).click();
  assert.match(await page.locator("main").textContent(), /worth a talk/);
  await page.goto(address("en", "ask-for-a-call"));
  await page.getByRole("button", { name: "Ask for the call" }).click();
  assert.match(await page.title(), /^Please look at this again/);
  await context.close();
});

test("with script no answer of the self-check leaves the device", async () => {
  const { context, page, troubles } = await open(browser, {});
  await page.goto(address("es", "self-check"), { waitUntil: "networkidle" });
  const sent = [];
  page.on("request", (request) => sent.push(request.url()));
  await page.check("#taps1-drugs-weekly", { force: true });
  await page.check("#phq2-1-not-at-all", { force: true });
  await page.check("#phq2-2-not-at-all", { force: true });
  await page.check("#gad2-1-not-at-all", { force: true });
  await page.check("#gad2-2-not-at-all", { force: true });
  await page.locator("form.check button[type=submit]").click();
  const result = page.locator("#result");
  await result.waitFor({ state: "visible" });
  const shown = await result.locator("[data-say]:visible").count();
  assert.equal(shown, 2, await result.textContent());
  assert.equal(await page.evaluate(() => document.activeElement?.id), "result");
  assert.deepEqual(sent, [], "nothing is asked of anybody");
  assert.deepEqual(troubles, []);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
  await page.locator("form.check button[type=reset]").click();
  assert.equal(await result.isVisible(), false);
  await context.close();
});

test("every vector of the instruments comes out of the script as it stands in the file", async () => {
  const { context, page } = await open(browser, {});
  await page.goto(address("en", "self-check"));
  const script = await page.locator("script[src*='/site/check.']").getAttribute("src");
  let count = 0;
  for (const id of readdirSync(INSTRUMENTS)) {
    const text = readFileSync(path.join(INSTRUMENTS, id), "utf8");
    const { vector, ...definition } = JSON.parse(JSON.stringify(toml.parse(text)));
    const results = await page.evaluate(
      async ({ script, definition, vector }) => {
        const { interpret } = await import(script);
        return vector.map((one) => interpret(definition, one.answers, one.context));
      },
      { script, definition, vector },
    );
    for (const [at, one] of vector.entries()) {
      assert.deepEqual(results[at], one.expect, `${id}: ${one.name}`);
      count += 1;
    }
  }
  assert.ok(count > 300, `${count} vectors`);
  await context.close();
});

for (const way of ["click", "keys"]) {
  test(`Leave now by ${way}: the page is gone at once and Back does not lead to it`, async () => {
    const { context, page } = await open(browser, {});
    await context.route("https://www.weather.gov/**", (route) => route.fulfill({ body: "<title>Weather</title>Sunny" }));
    await page.goto(`${base()}/sign-in`);
    await page.goto(address("en", "for-families"));
    if (way === "click") await page.locator("[data-leave]").click();
    else {
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
    }
    await page.waitForURL("https://www.weather.gov/**");
    await page.goBack();
    assert.match(page.url(), /sign-in$/);
    await context.close();
  });
}

test("a call is asked for with four fields; the language switch keeps the place", async () => {
  const { context, page } = await open(browser, { view: VIEWS[2] });
  await page.goto(address("en", "ask-for-a-call"));
  const groups = await page.locator("form.ask").first().evaluate((form) => new Set([...form.elements].filter((one) => one.name && one.tabIndex >= 0 && one.type !== "hidden").map((one) => one.name)).size);
  assert.ok(groups <= 4, `${groups} fields`);
  await page.locator("nav.languages a[hreflang=ht]").click();
  assert.match(page.url(), /\/ht\/ask-for-a-call$/);
  const hands = new Hands(page);
  await hands.click("#given");
  await hands.ownWords("Jo");
  await hands.press("Tab");
  await hands.ownWords("508 555 0144");
  await hands.click("label[for=reach-call_only]");
  await hands.click("form.ask button >> nth=0");
  await page.waitForSelector(".reference");
  assert.match(await page.locator(".reference .number").textContent(), /^[2-9A-Z]{3}-[2-9A-Z]{3}$/);
  hands.within(6, "asking for a call");
  await context.close();
});
