// The main way by keyboard alone, in a browser of today or of 2021: signs in, writes, breaks a sum,
// goes to it, mends it, downloads. What it asks the page, it asks in words that both browsers know.
// Usage: node keyboard.mjs NODE_MODULES CHROMIUM ADDRESS LOGIN PASSWORD
import { begin, end, must, trial } from "./trial.mjs";

const [modules, executablePath, address, login, password] = process.argv.slice(2);
const { browser } = await begin(modules, executablePath);
const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN", acceptDownloads: true });
const page = await context.newPage();
page.setDefaultTimeout(120000);
const faults = [];
page.on("pageerror", (e) => faults.push(String(e)));
page.on("console", (m) => { if (/Content Security Policy/.test(m.text())) faults.push(m.text()); });

const press = (key) => page.keyboard.press(key);
const is = (selector) => page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector);
// reach goes on by a key until the focus is where it should be.
async function reach(selector, key = "Tab", most = 150) {
  for (let i = 0; i < most; i++) {
    if (await is(selector)) return;
    await press(key);
  }
  throw new Error(`${key} does not reach ${selector}; the focus is at ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120))}`);
}
const shown = (selector) => page.waitForFunction((s) => document.querySelector(s) !== null, selector);
const settled = () => page.waitForFunction(() => /^已保存/.test(document.querySelector("#save")?.textContent ?? "") && document.querySelector("#findings")?.getAttribute("aria-busy") !== "true");
const saved = async (does) => {
  const answer = page.waitForResponse((r) => r.url().endsWith("/edits") && r.status() === 200);
  await does();
  await answer;
  await settled();
};
const text = () => page.evaluate(() => document.querySelector("gw-prose[data-main] textarea").value);
const errors = () => page.evaluate(() => document.querySelectorAll("#findings .tag.err").length);

await trial("signs in", async () => {
  await page.goto(address);
  await page.waitForFunction(() => document.activeElement?.matches('[name="login"]')); // it has autofocus, which comes a little later than the page
  await page.keyboard.type(login);
  await press("Tab");
  await page.keyboard.type(password);
  await press("Enter");
  await shown(".home");
});

await trial("opens a report and goes to a part", async () => {
  await reach('a[href^="/documents/"]');
  await press("Enter");
  await shown("gw-pages img[src]");
  await reach('a.part[href$="/parts/problems"]');
  await press("Enter");
  await page.waitForFunction(() => location.pathname.endsWith("/parts/problems") && document.querySelector("gw-pages img[src]"));
});

await trial("writes", async () => {
  await reach(".ProseMirror", "F6", 8);
  const before = await text();
  await press("Control+End");
  await press("Enter");
  await press("Control+b");
  await page.keyboard.type("加粗的字");
  await press("Control+b");
  await saved(() => page.keyboard.type("，平常的字"));
  must((await text()) === `${before}\n\n**加粗的字**，平常的字`, `written: ${(await text()).slice(-30)}`);
  await reach('[data-prose="table"]', "Shift+Tab");
  await press("Enter");
  must(await is(".ProseMirror"), "after the button the focus is not in the text");
  for (const word of ["甲", "乙", "丙", "1", "2", "3", "4", "5"]) { await page.keyboard.type(word); await press("Tab"); }
  await saved(() => page.keyboard.type("6"));
  must((await text()).endsWith("| 甲 | 乙 | 丙 |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |"), `written: ${(await text()).slice(-60)}`);
  await press("ArrowDown"); // below the table, where Tab leads out again
  await reach('[data-prose="source"]', "Shift+Tab");
  await press("Enter");
  must(await is("gw-prose textarea"), "the source has no focus");
  await reach('[data-prose="source"]', "Shift+Tab");
  await press("Enter");
  for (let i = 0; i < 40 && (await text()) !== before; i++) await press("Control+z");
  must((await text()) === before, "it is not taken back");
  await settled();
});

await trial("breaks a sum, is led to it, mends it", async () => {
  await reach(".parts .scroll", "F6", 8);
  await reach('a.part[href$="/parts/requests"]');
  await press("Enter");
  await page.waitForFunction(() => location.pathname.endsWith("/parts/requests") && document.querySelector("gw-pages img[src]"));
  must((await errors()) === 0, "there are errors at the beginning");
  await reach("table.gov input", "F6", 8);
  await reach('input[data-place="cell:requests/outcome.disclosed/natural_person"]', "Enter", 20);
  await saved(() => page.keyboard.type("99"));
  await page.waitForFunction(() => document.querySelectorAll("#findings .tag.err").length > 0);
  await press("F8");
  must(await is("td.bad input"), "F8 does not go to the error");
  await press("Control+Enter");
  must(await page.evaluate(() => document.querySelector(".over .on") !== null), "its line is not marked on the page");
  await saved(() => press("Control+z"));
  must((await errors()) === 0, "the error stays");
});

await trial("downloads", async () => {
  await reach(".parts .scroll", "F6", 8);
  await reach("details.menu summary", "Shift+Tab");
  await press("Enter");
  await reach('a[href$="/files/docx"]');
  if (parseInt(browser.version()) > 90) {
    const [file] = await Promise.all([page.waitForEvent("download"), press("Enter")]);
    must(/\.docx$/.test(file.suggestedFilename()), `the file is called ${file.suggestedFilename()}`);
    return;
  }
  // A browser of 2021 does not tell its driver of files that it takes: that the link is followed is seen, and what it leads to.
  await page.evaluate(() => addEventListener("click", (e) => { window.followed = e.target.href; }));
  await press("Enter");
  const [status, named] = await page.evaluate(async () => { const r = await fetch(window.followed); return [r.status, r.headers.get("content-disposition")]; });
  must(status === 200 && /^attachment;.*\.docx/.test(named), `the answer is ${status}, the file ${named}`);
});

await trial("no script failed, nothing was against the policy", async () => must(faults.length === 0, faults.join("; ")));
await end(browser);
