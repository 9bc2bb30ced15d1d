// The call sheet by keyboard, against the demonstration: within the step budget, kept while the call goes on, and a first visit booked
// with a neutral text by the key that saves.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { as as asOn, launch } from "./browser.mjs";
import { Hands } from "./hands.mjs";

// At most so many single keys and typed characters on one call (ux 2.2).
const KEYS = 10;
const CHARACTERS = 18;

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

const as = (role, look, more) => asOn(browser, role, look, more);

test("a call is logged and its first visit booked by at most 10 keys and 18 characters", async () => {
  await as("intake", async (page) => {
    await page.goto(new URL("/inquiries", page.url()).href);
    const hands = new Hands(page);
    await hands.press("i");
    await page.waitForSelector("form[data-call]");
    for (const answer of ["n", "n", "n", "1"]) await hands.press(answer);
    await hands.ownWords("Lena");
    await hands.press("Enter");
    await hands.ownWords("5085550177");
    await hands.press("Enter");
    await hands.press("t");
    await hands.press("1");
    await hands.press("Enter");
    await page.waitForURL(/\/inquiries\/[0-9a-f-]{36}$/);
    hands.within(KEYS, "a call");
    assert.ok(hands.ownCharacters <= CHARACTERS, `${hands.ownCharacters} characters`);
    const text = await page.locator("main").innerText();
    for (const part of ["Lena", "Booked", "see you"]) assert.ok(text.includes(part), `${part} in ${text}`);
  });
});

test("a call that breaks off leaves a usable record", async () => {
  await as("intake", async (page) => {
    await page.goto(new URL("/inquiries/new", page.url()).href);
    for (const answer of ["n", "n", "n", "1"]) await page.keyboard.press(answer);
    await page.keyboard.type("Marlow");
    await page.keyboard.press("Enter");
    await page.getByText("Kept as you go.").waitFor();
    await page.goto(new URL("/inquiries", page.url()).href);
    await page.getByText("Marlow").first().waitFor();
  });
});
