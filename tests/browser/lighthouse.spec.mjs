// Lighthouse on the four kinds of page of the public site: first page, words, self-check, form. At least 95 in each of its categories (the
// program's pages are in the staff's hands; these are in everybody's).

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { test } from "node:test";

import { base, installed } from "./browser.mjs";

const LEAST = 0.95;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

for (const slug of ["", "/who-it-is-for", "/self-check", "/ask-for-a-call"]) {
  test(`Lighthouse gives ${slug || "/"} at least 95 in every category`, () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "stepdown-lighthouse-"));
    const out = path.join(folder, "report.json");
    const result = spawnSync(
      process.execPath,
      [
        path.join(path.dirname(installed.resolve("lighthouse/package.json")), "cli/index.js"),
        `${base()}/en${slug}`,
        "--quiet",
        "--output=json",
        `--output-path=${out}`,
        `--only-categories=${CATEGORIES.join(",")}`,
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
      ],
      { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, CHROME_PATH: process.env.STEPDOWN_CHROMIUM ?? "/usr/bin/chromium" }, timeout: 90_000 },
    );
    assert.equal(result.status, 0, "Lighthouse ran");
    const report = JSON.parse(readFileSync(out, "utf8"));
    rmSync(folder, { recursive: true });
    const scores = CATEGORIES.map((name) => [name, report.categories[name].score]);
    console.log(`lighthouse /en${slug}: ${scores.map(([name, score]) => `${name} ${Math.round(score * 100)}`).join(", ")}`);
    const lost = Object.values(report.audits).filter((audit) => audit.score !== null && audit.score < 0.9).map((audit) => `${audit.id} ${audit.score}`);
    for (const [name, score] of scores) assert.ok(score >= LEAST, `${name} ${score}: ${lost.join("; ")}`);
  });
}
