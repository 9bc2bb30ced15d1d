// Lighthouse on the four kinds of page of the public site: first page, words, self-check, form. At least 95 in each of its categories (the
// program's pages are in the staff's hands; these are in everybody's).

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { test } from "node:test";

import { base, installed } from "./browser.mjs";

const LEAST = 0.95;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

// On a busy machine Lighthouse sometimes ends without a report (its Chromium did not start in time, the page was not painted yet): that
// says nothing about the page, so it is asked again. A report that exists is judged, whatever it says.
const TRIES = 3;

function report(address) {
  const said = [];
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const folder = mkdtempSync(path.join(os.tmpdir(), "stepdown-lighthouse-"));
    const out = path.join(folder, "report.json");
    try {
      const result = spawnSync(
        process.execPath,
        [
          path.join(path.dirname(installed.resolve("lighthouse/package.json")), "cli/index.js"),
          address,
          "--quiet",
          "--output=json",
          `--output-path=${out}`,
          `--only-categories=${CATEGORIES.join(",")}`,
          "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
        ],
        { encoding: "utf8", env: { ...process.env, CHROME_PATH: process.env.STEPDOWN_CHROMIUM ?? "/usr/bin/chromium" }, timeout: 90_000 },
      );
      const read = existsSync(out) ? JSON.parse(readFileSync(out, "utf8")) : undefined;
      if (result.status === 0 && read && !read.runtimeError) return read;
      said.push(`attempt ${attempt}: exit ${result.status ?? result.signal}: ${read?.runtimeError?.message ?? ""} ${result.stderr}`);
      console.error(said.at(-1));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return assert.fail(`Lighthouse gave no report: ${said.join("\n")}`);
}

for (const slug of ["", "/who-it-is-for", "/self-check", "/ask-for-a-call"]) {
  test(`Lighthouse gives ${slug || "/"} at least 95 in every category`, () => {
    const { categories, audits } = report(`${base()}/en${slug}`);
    const scores = CATEGORIES.map((name) => [name, categories[name].score]);
    console.log(`lighthouse /en${slug}: ${scores.map(([name, score]) => `${name} ${Math.round(score * 100)}`).join(", ")}`);
    const lost = Object.values(audits).filter((audit) => audit.score !== null && audit.score < 0.9).map((audit) => `${audit.id} ${audit.score}`);
    for (const [name, score] of scores) assert.ok(score >= LEAST, `${name} ${score}: ${lost.join("; ")}`);
  });
}
