// Opens pages in Chromium, lets axe-core judge them on a wide and a narrow
// screen, prints them to PDF beside themselves, and writes what it found as JSON.
// Usage: node axe.mjs NODE_MODULES CHROMIUM PAGE…
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, executablePath, ...pages] = process.argv.slice(2);
const require = createRequire(path.join(modules, "axe.mjs"));
const { chromium } = require("playwright-core");
const axe = require("axe-core");

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const found = [];
const browser = await chromium.launch({ executablePath });
for (const page of pages) {
  for (const width of [1280, 320]) {
    const tab = await browser.newPage({ viewport: { width, height: 900 } });
    const requests = [];
    tab.on("request", (r) => requests.push(r.url()));
    const url = pathToFileURL(page).href;
    await tab.goto(url);
    await tab.evaluate(axe.source);
    const { violations, passes } = await tab.evaluate((values) => axe.run(document, { runOnly: values }), tags);
    found.push({
      page,
      width,
      content: await tab.evaluate(() => document.documentElement.scrollWidth),
      requests: requests.filter((r) => r !== url),
      passes: passes.map((p) => p.id),
      violations: violations.map((v) => `${v.id} (${v.tags.join(" ")}): ${v.help}: ${v.nodes.map((n) => n.html).slice(0, 3).join(" ")}`),
    });
    if (width > 1000) await tab.pdf({ path: `${page}.pdf`, preferCSSPageSize: true });
    await tab.close();
  }
}
await browser.close();
console.log(JSON.stringify(found));
