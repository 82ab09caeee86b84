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

// toEnd puts the caret behind the last character of a text, and waits until the editor has it
// there: a browser that has much to do tells it of where it was clicked later.
export async function toEnd(page) {
  await page.locator("gw-prose[data-main] .ProseMirror").click();
  await page.keyboard.press("Control+End");
  await page.waitForFunction(() => {
    const prose = document.querySelector("gw-prose[data-main]");
    return prose.caret >= prose.querySelector("textarea").value.trimEnd().length;
  });
}

// What an open menu lies over for a while is not judged by how much of it is left.
const behindMenus = 'document.querySelector("details.menu[open]") ? { exclude: [[".see > .tools"]] } : document';

// accessible runs axe-core outside of the page's policy, in a world of its own; on a part of the page where it says which.
export async function accessible(page, axe, name, within = "") {
  const client = await page.context().newCDPSession(page);
  const { frameTree } = await client.send("Page.getFrameTree");
  const { executionContextId } = await client.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  await client.send("Runtime.evaluate", { contextId: executionContextId, expression: axe });
  const { result } = await client.send("Runtime.evaluate", {
    contextId: executionContextId, awaitPromise: true, returnByValue: true,
    expression: `axe.run(${within ? JSON.stringify(within) : behindMenus}, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.target + " " + n.failureSummary).join(" ; ")))`,
  });
  await client.detach();
  must(result.value && result.value.length === 0, `${name}: ${JSON.stringify(result.value)}`);
}

// pace changes something a number of times and says how long it takes from a change to its page:
// from the input event to the new picture standing in the place of the old one.
export async function pace(page, about, change) {
  const took = [];
  for (let i = 0; i < 9; i++) {
    await page.evaluate(() => {
      window.paced = new Promise((done) => {
        let began = 0;
        addEventListener("input", () => { began = performance.now(); }, { capture: true, once: true });
        const watch = new MutationObserver((list) => {
          if (began === 0 || !list.some((m) => [...m.addedNodes].some((n) => n.nodeName === "IMG"))) return;
          watch.disconnect();
          done(performance.now() - began);
        });
        watch.observe(document.querySelector("gw-pages"), { childList: true, subtree: true });
      });
    });
    await change(i);
    took.push(await page.evaluate(() => window.paced));
    await page.waitForFunction(() => /^已保存/.test(document.querySelector("#save")?.textContent ?? ""));
  }
  took.sort((a, b) => a - b);
  console.log(`# from a change to its page, ${about}: ${took.map((t) => Math.round(t)).join(", ")} ms`);
}

// end closes the browser and ends the process, with status 1 where a trial has failed.
export async function end(browser) {
  await browser.close();
  process.exit(failed ? 1 : 0);
}
