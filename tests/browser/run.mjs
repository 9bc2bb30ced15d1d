// Runs every *.spec.mjs beside this file, shows each test, and ends with `browser: N passed, N failed`.
// A test that was skipped or left to do counts as failed; so does a run without tests.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const specs = readdirSync(here).filter((name) => name.endsWith(".spec.mjs") && (wanted.length === 0 || wanted.some((part) => name.includes(part))));

const folder = mkdtempSync(path.join(os.tmpdir(), "stepdown-browser-"));
const tap = path.join(folder, "result.tap");
const result = spawnSync(
  process.execPath,
  [
    "--test",
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    "--test-reporter=tap",
    `--test-reporter-destination=${tap}`,
    ...specs.map((name) => path.join(here, name)),
  ],
  { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, NODE_TEST_CONTEXT: undefined } },
);

const text = readFileSync(tap, "utf8");
rmSync(folder, { recursive: true });
const count = (name) => Number(text.match(new RegExp(`^# ${name} (\\d+)$`, "m"))?.[1] ?? 0);
const passed = count("pass");
const failed = count("fail") + count("cancelled") + count("skipped") + count("todo");
const isBad = failed > 0 || passed === 0 || result.status !== 0;
console.log(`browser: ${passed} passed, ${isBad ? Math.max(failed, 1) : 0} failed`);
process.exit(isBad ? 1 : 0);
