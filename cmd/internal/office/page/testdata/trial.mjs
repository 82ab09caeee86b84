// What the trials in Chromium share: a browser, axe-core, and how they say what became of them.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import path from "node:path";

let failed = false;

// begin starts a browser; modules is the folder that has playwright-core and axe-core.
export async function begin(modules, executablePath) {
  const require = createRequire(path.join(modules, "trial.mjs"));
  const browser = await require("playwright-core").chromium.launch({ executablePath });
  return { browser, axe: await readFile(require.resolve("axe-core/axe.min.js"), "utf8") };
}

// trial does something and prints "ok NAME" or "bad NAME: WHY".
export async function trial(name, does) {
  try {
    await does();
    console.log(`ok ${name}`);
  } catch (e) {
    failed = true;
    console.log(`bad ${name}: ${String(e).split("\n").slice(0, 6).join(" | ")}`);
  }
}

export function must(condition, what) {
  if (!condition) throw new Error(what);
}

// end closes the browser and ends the process, with status 1 where a trial has failed.
export async function end(browser) {
  await browser.close();
  process.exit(failed ? 1 : 0);
}
