// The group note by keyboard, against the demonstration: within the step budget, nothing typed is lost on reload or on a lost
// line, and two people who write the same part both keep their text.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { as as asOn, launch } from "./browser.mjs";
import { Hands } from "./hands.mjs";

// At most so many actions beside own words (ux 11).
const A_PERSON = 4;
const IN_ALL = 60;

// One line about each person; no two alike, nobody named.
const LINES = [
  "said evenings alone are hardest and wrote a call into the week",
  "listened more than spoke, then named the old job site as a place to avoid",
  "walked everyone through how a long family dinner was handled",
  "practiced saying no twice and asked for feedback on the tone",
  "put payday third on the list and planned the ride home before it",
  "came in upset about the bus and settled after ten minutes of breathing",
  "linked texting an old number with the hour after work",
  "found that hunger fits the mornings and packed a second breakfast",
  "asked two others what they do on free afternoons and took notes",
  "described a craving as a wave for the first time and drew it",
  "spoke when invited and chose a walk before work for tomorrow",
  "brought a letter from court and asked for help to read it",
  "laughed about a first sober birthday and kept the candle",
  "wanted to leave early, stayed, and said why staying was worth it",
];

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

/** The address of the session of the viewer with the most notes to chart. */
async function toChart(page) {
  await page.goto(new URL("/groups", page.url()).href);
  const rows = await page.locator(".rows > li").evaluateAll((all) =>
    all.map((row) => ({
      open: Number(/(\d+) to chart/.exec(row.textContent)?.[1] ?? 0),
      href: row.querySelector("[data-open]")?.getAttribute("href"),
    })),
  );
  const most = rows.toSorted((a, b) => b.open - a.open)[0];
  assert.ok(most?.open > 0, "the demonstration has a group with notes to chart");
  return most;
}

const as = (role, look, more) => asOn(browser, role, look, more);

const words = (page) => page.locator("#words");
const saved = (page) => page.waitForFunction(() => /^Saved/.test(document.querySelector("[data-saved]")?.textContent ?? ""));

/** Opens the note with a card that is not called ready; its saved line is made silent first, so that a new one is seen. */
async function openCard(page, person) {
  const { href } = await toChart(page);
  await page.goto(new URL(person ? `${href}?person=${person}` : href, page.url()).href);
  await words(page).waitFor();
  await page.evaluate(() => document.querySelector("[data-saved]")?.replaceChildren());
}

const openPerson = (page) => page.locator("#open-card").evaluate((form) => form.getAttribute("action").split("/").pop());

test("a reload keeps what was typed and chosen", () =>
  as("clinician", async (page) => {
    await openCard(page);
    const person = await openPerson(page);
    await page.keyboard.press("2");
    await page.keyboard.press("w");
    await page.keyboard.type("a draft that survives");
    await saved(page);
    await page.goto(page.url().replace(/\?.*/, "") + `?person=${person}`);
    assert.equal(await words(page).inputValue(), "a draft that survives");
    assert.ok(await page.locator("#part-2").isChecked());
    await words(page).fill("");
    await page.evaluate(() => document.querySelector("[data-saved]")?.replaceChildren());
    await words(page).press("Space");
    await saved(page);
  }));

test("a lost line keeps the words on the page and saves them when it is back", () =>
  as("clinician", async (page, { context }) => {
    await openCard(page);
    const person = await openPerson(page);
    const address = page.url().replace(/\?.*/, "") + `?person=${person}`;
    await context.setOffline(true);
    await page.keyboard.press("w");
    await page.keyboard.type("typed while the line was gone");
    await page.locator(".saved.lost").waitFor();
    assert.match(await page.locator("[data-saved]").first().textContent(), /Your words are safe on this page/);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(300);
    assert.equal(await words(page).inputValue(), "typed while the line was gone", "Enter on a lost line leaves the page as it is");
    await context.setOffline(false);
    await saved(page);
    await page.goto(address);
    assert.equal(await words(page).inputValue(), "typed while the line was gone");
  }));

test("two people in one part see both texts; the one not chosen is kept", () =>
  as("clinician", (mine) =>
    as("clinician", async (theirs) => {
      await openCard(mine);
      const person = await openPerson(mine);
      await openCard(theirs, person);
      await words(theirs).fill("their own words about the bus");
      await saved(theirs);
      await words(mine).fill("my own words about the evening");
      await mine.locator(".clash").waitFor();
      const both = await mine.locator(".both").textContent();
      assert.match(both, /my own words about the evening/);
      assert.match(both, /their own words about the bus/);
      assert.ok(await mine.evaluate(() => document.querySelector("[data-conflict]").contains(document.activeElement)), "focus is at the two texts");
      await mine.getByRole("button", { name: "Keep mine" }).click();
      await mine.waitForURL(/person=/);
      assert.equal(await words(mine).inputValue(), "my own words about the evening");
      await mine.getByText("Kept texts").click();
      assert.match(await mine.locator(".kept").textContent(), /their own words about the bus/);
      await mine.getByRole("button", { name: /Use this text/ }).click();
      await mine.waitForURL(/person=/);
      assert.equal(await words(mine).inputValue(), "their own words about the bus");
    }),
  ));

test("a group is charted and signed by keyboard alone within the budget", () =>
  as("clinician", async (page, { troubles }) => {
    const { href, open: people } = await toChart(page);
    await page.goto(new URL(href, page.url()).href);
    const hands = new Hands(page);
    await hands.press("a");
    await hands.ownWords("Mapped high-risk situations in pairs and closed with a plan for tonight.");
    await hands.press("Escape");
    const counts = [];
    for (let at = 0; at < people; at += 1) {
      const person = await openPerson(page);
      const before = hands.actions;
      await hands.press(String((at % 5) + 1));
      await hands.press("f");
      await hands.press("w");
      // Words that an earlier test left are written over: no action of this flow.
      await words(page).evaluate((field) => field.select());
      await hands.ownWords(LINES[at % LINES.length]);
      await hands.press("Enter");
      await page.waitForFunction((last) => !document.querySelector("#open-card")?.getAttribute("action").endsWith(last), person);
      assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), "BODY", "focus is never lost");
      counts.push(hands.actions - before);
    }
    await hands.press("Control+Enter");
    await page.waitForURL(/\/sign$/);
    assert.equal(await page.locator(".sign-list .pick:checked").count(), people);
    await hands.press("Control+Enter");
    await page.waitForURL(/\/signed$/);
    assert.match(await page.locator("h1").textContent(), new RegExp(`^${people} notes? signed`));
    assert.equal(await page.locator(".loop").count() >= people, true, "each signed person's day is told in words");
    assert.ok(Math.max(...counts) <= A_PERSON, `${Math.max(...counts)} actions for one person: ${hands.story}`);
    hands.within(IN_ALL, `a group of ${people}`);
    assert.deepEqual(troubles, []);
  }));
