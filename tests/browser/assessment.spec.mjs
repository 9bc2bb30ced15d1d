// The assessment while it is written, and the placement on paper: what is typed is kept at every pause and survives a reload, two windows
// of one person overwrite nothing silently, and the advisor's page is one sheet with nothing of the screen around it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { as as asOn, launch, visit } from "./browser.mjs";
import { pages } from "./pages.mjs";

const entry = (name) => pages().find((page) => page.name === name);

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

const as = (role, look, more) => asOn(browser, role, look, more);

const saved = (page) => page.waitForFunction(() => /^Saved \d+:\d\d/.test(document.querySelector("[data-saved]")?.textContent ?? ""));
const silent = (page) => page.evaluate(() => document.querySelector("[data-saved]")?.replaceChildren());

/** The body part of somebody's assessment that is open to be written; begun when it is not yet. */
async function toWrite(page) {
  await page.goto(new URL("/inquiries?state=new", page.url()).href);
  const href = await page.locator("main a[href^='/inquiries/0']").first().getAttribute("href");
  await page.goto(new URL(`${href.split("?")[0]}/assessment`, page.url()).href);
  const begin = page.getByRole("button", { name: "Begin the assessment" });
  if (await begin.count()) await begin.click();
  const address = new URL(`${href.split("?")[0]}/assessment?part=body`, page.url()).href;
  await page.goto(address);
  return address;
}

test("what is typed is kept at a pause, survives a reload, and the Save button puts it into the assessment", () =>
  as("clinical_director", async (page) => {
    const address = await toWrite(page);
    await page.locator("#health").fill("sleeps badly since the winter");
    await saved(page);
    await page.goto(address);
    assert.equal(await page.locator("#health").inputValue(), "sleeps badly since the winter");
    await saved(page);
    await page.getByRole("button", { name: "Save and go on" }).click();
    await page.waitForURL(/part=mind/);
    await page.goto(address);
    assert.equal(await page.locator("#health").inputValue(), "sleeps badly since the winter");
    assert.equal(await page.locator("[data-saved]").textContent(), "", "no draft is left");
  }));

test("two windows of one person: both texts stand side by side and the person chooses", () =>
  as("clinical_director", async (page, { context }) => {
    const address = await toWrite(page);
    const other = await context.newPage();
    await other.goto(address);
    await silent(other);
    await other.locator("#hiv_risk").fill("in the other window");
    await saved(other);
    await page.locator("#hiv_risk").fill("in this window");
    await page.locator(".clash").waitFor();
    const both = await page.locator(".clash .both").textContent();
    assert.match(both, /in this window/);
    assert.match(both, /in the other window/);
    await page.getByRole("button", { name: "Keep this window" }).click();
    await page.waitForURL(/part=body/);
    assert.equal(await page.locator("#hiv_risk").inputValue(), "in this window");
    await page.getByRole("button", { name: "Save and go on" }).click();
    await page.waitForURL(/part=mind/);
  }));

test("without a script the Save button does its work alone", () =>
  as(
    "clinical_director",
    async (page) => {
      const address = await toWrite(page);
      await page.locator("#tb_risk").fill("tested in January");
      await page.getByRole("button", { name: "Save and go on" }).click();
      await page.goto(address);
      assert.equal(await page.locator("#tb_risk").inputValue(), "tested in January");
    },
    { javaScriptEnabled: false },
  ));

test("the placement is one sheet: advice, rules, stops and lines to sign on, and nothing of the screen", () =>
  as("clinical_director", async (page) => {
    await visit(page, entry("placement"));
    await page.emulateMedia({ media: "print" });
    for (const there of ["Hard stops looked at", "Why", "Name and credential", "Signature", "Date and time"]) {
      assert.ok(await page.getByText(there, { exact: true }).first().isVisible(), there);
    }
    for (const gone of [".rail", ".top", ".crumbs", "main form", "main .b"]) {
      assert.equal(await page.locator(`${gone}:visible`).count(), 0, gone);
    }
    const sheet = (await page.pdf({ format: "Letter", preferCSSPageSize: false })).toString("latin1");
    assert.equal(sheet.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1, "one page");
  }));
