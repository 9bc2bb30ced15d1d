// A picture of every page of pages.json, wide and phone, light and dark: NAME-wide-light.png and so on.
// Whatever a page did that it may not is told at the end and fails the run; the pictures are there all the same.

import { mkdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";

import { VIEWS, launch, open, sideways, visit } from "./browser.mjs";
import { pages } from "./pages.mjs";

const { values } = parseArgs({
  options: { url: { type: "string" }, out: { type: "string" }, only: { type: "string", default: "" } },
});
if (!values.url || !values.out) {
  console.error("usage: node shots.mjs --url URL --out DIR [--only PREFIX]");
  process.exit(2);
}
const url = values.url.replace(/\/+$/, "");
const chosen = pages().filter((entry) => entry.name.startsWith(values.only));
if (chosen.length === 0) {
  console.error(`no page is called ${values.only}…`);
  process.exit(2);
}

mkdirSync(values.out, { recursive: true });
const browser = await launch();
const problems = [];
for (const entry of chosen) {
  for (const view of VIEWS) {
    const name = `${entry.name}-${view.name}`;
    let troubles = [];
    let context;
    try {
      let page;
      ({ context, page, troubles } = await open(browser, { role: entry.role, view, url }));
      const answer = await visit(page, entry, url);
      if (answer?.status() !== 200) troubles.push(`answered with ${answer?.status()}`);
      const wider = await sideways(page);
      if (wider > 0) troubles.push(`scrolls ${wider} pixels sideways`);
      await page.screenshot({ path: path.join(values.out, `${name}.png`), fullPage: true });
    } catch (error) {
      troubles.push(error.message);
    } finally {
      await context?.close();
    }
    console.log(`${troubles.length === 0 ? "ok  " : "FAIL"} ${name}`);
    problems.push(...troubles.map((words) => `${name}: ${words}`));
  }
}
await browser.close();
for (const words of problems) console.log(words);
console.log(`${chosen.length * VIEWS.length} pictures in ${values.out}, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
