// The jobs of the intake desk beside the call itself, against the demonstration, each within its step budget (ux 2.2).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { as as asOn, launch } from "./browser.mjs";
import { Hands } from "./hands.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

const as = (role, look, more) => asOn(browser, role, look, more);

/** A family name that nobody else has, also when this is run again. */
const ownName = () => `Q${[...String(Date.now())].map((digit) => String.fromCharCode(97 + Number(digit))).join("")}`;
/** A number of its own likewise. */
const ownPhone = () => `508 555 ${String(1000 + (Date.now() % 8999))}`;

/** Logs a call without an opening and stands on its inquiry. */
async function called(page, fields) {
  await page.goto(new URL("/inquiries/new", page.url()).href);
  for (const [name, value] of Object.entries(fields)) await page.locator(`#${name}`).fill(value);
  await page.locator("form[data-call] button:has-text('Save inquiry')").click();
  await page.waitForURL(/\/inquiries\/[0-9a-f-]{36}$/);
}

test("one key on an offered opening books the first visit", () =>
  as("intake", async (page) => {
    await called(page, { given: "Odalys", phone: "508 555 0161" });
    const hands = new Hands(page);
    await hands.press("5");
    await page.locator(".c:has-text('Booked')").first().waitFor();
    hands.within(1, "booking");
  }));

test("one key logs how the first call of the list went", () =>
  as("intake", async (page) => {
    await page.goto(new URL("/inquiries/calls", page.url()).href);
    const first = page.locator("ol.feed li").first();
    const before = await first.innerText();
    const hands = new Hands(page);
    const answered = page.waitForResponse((answer) => answer.url().endsWith("/called") && answer.request().method() === "POST");
    await hands.press("2");
    assert.equal((await answered).status(), 303);
    await page.waitForFunction((was) => document.querySelector("ol.feed li")?.innerText !== was, before);
    hands.within(1, "a call back");
  }));

test("one click asks the payer, and the answer is kept with its date", () =>
  as("biller", async (page) => {
    await page.goto(new URL("/cover", page.url()).href);
    const places = await page.locator("main a[href^='/patients/'][href$='/coverage']").evaluateAll((links) => links.map((link) => link.href));
    let asked = false;
    for (const place of places) {
      await page.goto(place);
      if ((await page.locator("button:has-text('Check now')").count()) === 0) continue;
      const hands = new Hands(page);
      await hands.click(page.locator("button:has-text('Check now')").first());
      await page.locator("main :text('Asked')").first().waitFor();
      hands.within(1, "checking benefits");
      asked = true;
      break;
    }
    assert.ok(asked, `somebody's payer can be asked, of ${places.length}`);
  }));

test("what was said on the telephone stands in the admission: nothing is typed again", () =>
  as("intake", async (page) => {
    const family = ownName();
    await called(page, { given: `${family}a`, family, phone: ownPhone(), birth_date: "1988-02-03", call_as: "the dentist" });
    await page.goto(`${page.url()}/admission`);
    const hands = new Hands(page);
    await hands.click("button:has-text('Confirm who it is')");
    await page.waitForSelector("text=Give the papers");
    hands.within(1, "confirming who it is");
    await page.goto(page.url().replace(/\/admission.*$/, "/admit"));
    const person = await page.locator("form.admit").innerText();
    for (const part of [`${family}a`, family]) assert.ok(person.includes(part), `${part} in ${person}`);
  }));

test("while the sheet is written it says who may be meant", () =>
  as("intake", async (page) => {
    const [family, phone] = [ownName(), ownPhone()];
    await called(page, { given: "Rosalind", family, phone });
    await page.goto(new URL("/inquiries/new", page.url()).href);
    await page.locator("#given").fill("Rosalind");
    await page.locator("#phone").fill(phone);
    await page.locator("#family").fill(family);
    await page.locator("#family").blur();
    await page.locator("#alike :text('waits for us already')").first().waitFor();
  }));

test("an item of a referral goes into the chart by one key", () =>
  as("intake", async (page) => {
    await page.goto(new URL("/inquiries", page.url()).href);
    await page.locator("main a[href^='/inquiries/0']:has-text('Thibodeaux')").first().click();
    await page.locator("a[href$='/reconcile']").first().click();
    // The first that is not decided has the focus already.
    const at = () => page.evaluate(() => document.activeElement?.closest("[data-row]")?.id ?? "");
    const before = await at();
    assert.notEqual(before, "", "something waits to be decided");
    const key = await page.locator(`#${before} [data-row-key]`).first().getAttribute("data-row-key");
    const hands = new Hands(page);
    await hands.press(key);
    await page.waitForFunction((was) => { const now = document.activeElement?.closest("[data-row]")?.id; return now && now !== was; }, before);
    hands.within(1, "taking an item");
  }));
