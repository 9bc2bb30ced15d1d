// The screen at the door and joining from one's own page, in a real browser without a script of ours in between: large keys, nobody's name,
// a way in that stays in the browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { violations } from "./axe.mjs";
import { as as asOn, base, launch, sideways, visit } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

const as = (role, look, more) => asOn(browser, role, look, more);

const phone = { viewport: { width: 390, height: 844 } };

test("a device becomes the screen at the door, takes keys, says nothing about a wrong code and is nobody's session", async () => {
  await as("front_desk", async (page) => {
    await page.goto(`${base()}/door`);
    await page.fill("[name=name]", "Front door");
    await Promise.all([page.waitForURL(`${base()}/kiosk`), page.getByRole("button", { name: "Make this device the screen" }).click()]);
    assert.deepEqual(await violations(page), []);
    assert.equal(await sideways(page), 0);
    await page.setViewportSize({ width: 320, height: 640 });
    assert.equal(await sideways(page), 0);
    const key = await page.locator(".key").first().boundingBox();
    assert.ok(key.height >= 60 && key.width >= 60, "keys are large");
    for (const digit of "123456") await page.getByRole("button", { name: digit, exact: true }).click();
    assert.match(await page.locator("[role=alert]").innerText(), /That did not work\. Ask at the desk\./);
    const answer = await page.goto(`${base()}/today`);
    assert.match(answer.url(), /\/sign-in/, "nobody stays signed in behind it");
  }, phone);
});

test("one's own page shows the next times, the words about video and a code, each within its window", async () => {
  await as(null, async (page) => {
    for (const where of ["/l/sessions", "/l/video", "/l/door"]) {
      await visit(page, { path: where, own: true });
      assert.equal(await sideways(page), 0, where);
      assert.deepEqual(await violations(page), [], where);
    }
    if (await page.locator(".code").count() === 0) await page.locator("main button").click();
    assert.match(await page.locator(".code").innerText(), /^\d{3} \d{3}$/);
  }, phone);
});
