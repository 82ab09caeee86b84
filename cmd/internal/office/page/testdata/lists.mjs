// Somebody fills in tables whose rows are many, in Chromium. Prints a line for each trial:
// "ok NAME" or "bad NAME: WHY". Usage: node lists.mjs NODE_MODULES CHROMIUM ADDRESS LOGIN PASSWORD DOCUMENT [PICTURES]
import path from "node:path";
import { accessible as axeOf, begin, end, must, pace, trial } from "./trial.mjs";

const [modules, executablePath, address, login, password, document_, pictures] = process.argv.slice(2);
const { browser, axe } = await begin(modules, executablePath);
const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
const page = await context.newPage();
page.setDefaultTimeout(60000);
const faults = [];
page.on("pageerror", (e) => faults.push(String(e)));

const settled = () => page.waitForFunction(() => /^已保存/.test(document.querySelector("#save")?.textContent ?? "") && document.querySelector("#findings")?.getAttribute("aria-busy") !== "true");
const saved = async (does) => {
  const answer = page.waitForResponse((r) => r.url().endsWith("/edits") && r.status() === 200);
  await does();
  await answer;
  await settled();
};
const part = async (id) => {
  await page.goto(`${address}/documents/${document_}/parts/${id}`);
  await page.waitForSelector("gw-pages img[src]");
};
const shot = async (name) => {
  if (!pictures) return;
  for (const size of [{ width: 1920, height: 1080 }, { width: 1366, height: 768 }]) {
    await page.setViewportSize(size);
    await page.waitForTimeout(200);
    await page.screenshot({ path: path.join(pictures, `${name}-${size.width}.png`) });
  }
};
const accessible = (name) => axeOf(page, axe, name);
const cell = (row, column) => page.locator(`input[data-place="cell:gk02/items#${row}/${column}"]`);
const value = (row, column) => cell(row, column).inputValue();
const rows = () => page.locator('input[data-place^="cell:gk02/items#"][data-place$="/code"]').count(); // with the blank one
const text = () => page.evaluate(() => document.querySelector('textarea[data-place="list:gk02/items"]').value);
const errors = () => page.locator("#findings .tag.err").count();
const here = () => page.evaluate(() => document.activeElement?.dataset.place ?? document.activeElement?.tagName);
const paste = (content) => page.evaluate((text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}, content);

await page.goto(address);
await page.fill('input[name="login"]', login);
await page.fill('input[name="password"]', password);
await page.keyboard.press("Enter");
await page.waitForSelector(".home");

let whole = "", before = 0;
await trial("a list is there with its computed figures", async () => {
  await part("gk02");
  before = await rows();
  whole = await text();
  must(before === whole.split("\n").length + 1, `${before} rows`);
  must((await errors()) === 0, "there are errors at the beginning");
  must((await value(1, "total")) !== "", "the sum of a class is not shown");
  must(await cell(1, "total").evaluate((e) => e.parentElement.classList.contains("sum")), "it is not marked as computed");
  await accessible("list");
  await shot("list");
});

await trial("a wrong figure is named at its cell, and F8 goes there", async () => {
  const was = await value(3, "fiscal");
  await cell(3, "fiscal").click();
  await saved(() => page.keyboard.type("12a"));
  must((await errors()) > 0 && (await cell(3, "fiscal").getAttribute("aria-invalid")) === "true", "it is not named");
  await cell(1, "code").click();
  await page.keyboard.press("F8");
  must((await here()) === "cell:gk02/items#3/fiscal", `F8 goes to ${await here()}`);
  await shot("list-wrong");
  await accessible("list with an error");
  await saved(() => page.keyboard.press("Control+z"));
  must((await value(3, "fiscal")) === was && (await errors()) === 0, `taken back it is ${await value(3, "fiscal")}`);
});

await trial("rows are added, moved, removed, and all of it taken back", async () => {
  await cell(3, "name").click();
  await page.keyboard.press("Alt+Insert");
  must((await rows()) === before + 1 && (await here()) === "cell:gk02/items#3/name", `${await rows()} rows, at ${await here()}`);
  await saved(() => page.keyboard.type("新的一行"));
  must((await value(3, "name")) === "新的一行" && (await errors()) > 0, "a row without a code is no error");
  await page.keyboard.press("Alt+ArrowDown");
  must((await value(4, "name")) === "新的一行" && (await here()) === "cell:gk02/items#4/name", `moved to ${await here()}`);
  await saved(() => page.keyboard.press("Alt+Delete"));
  must((await text()) === whole && (await errors()) === 0, "removed, the list is another");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Control+z");
  must((await rows()) === before + 1 || (await text()) !== whole, "nothing is taken back");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Control+y");
  await settled();
  must((await text()) === whole, "done again, the list is another");
  await page.getByRole("button", { name: "加行", exact: true }).click();
  must((await rows()) === before + 1, "the button adds no row");
  await page.getByRole("button", { name: "删行", exact: true }).first().click();
  await settled();
  must((await text()) === whole, "the button removes another row");
});

await trial("a range from a spreadsheet adds rows", async () => {
  const end = before;
  await cell(end, "code").click();
  await saved(() => paste("功能分类科目编码\t科目名称\n9990001\t甲项\t\t１，２３４.50\t0\t0\t0\t0\t0\r\n9990002\t乙项\t99\t2\t0\t0\t0\t0\t0\r\n合计\t\t1236.5\r\n").then(async () => {
    await page.waitForSelector("#paste[open]");
    must((await page.locator("#paste-what").innerText()).includes("前 1 行是表头，不放"), "nothing says that the heads are left off");
    must((await page.locator("#paste-wrong li").count()) === 0, `refused is ${await page.locator("#paste-wrong").innerText()}`);
    await shot("list-paste");
    await page.getByRole("button", { name: "放入" }).click();
  }));
  must((await rows()) === before + 2 && (await value(end, "fiscal")) === "1234.50" && (await value(end + 1, "name")) === "乙项", `${await rows()} rows, ${await value(end, "fiscal")}`);
  must((await value(end, "total")) === "1234.5" || (await value(end, "total")) === "1234.50", `the sum is ${await value(end, "total")}`);
  await saved(() => page.keyboard.press("Control+z"));
  must((await text()) === whole, "one step does not take it back");
});

await trial("Enter in the last row goes on to a new one; Tab passes sums by", async () => {
  await cell(before, "code").click();
  await saved(() => page.keyboard.type("9990003"));
  must((await rows()) === before + 1, "there is no blank row to go on with");
  await page.keyboard.press("Enter");
  must((await here()) === `cell:gk02/items#${before + 1}/code`, `Enter goes to ${await here()}`);
  await cell(before, "name").click();
  await page.keyboard.press("Tab");
  must((await here()) === `cell:gk02/items#${before}/fiscal`, `Tab goes to ${await here()}`);
  await cell(before, "name").click();
  await saved(() => page.keyboard.press("Alt+Delete"));
  must((await text()) === whole, "removed, the list is another");
});

await trial("a name is composed in a cell", async () => {
  await cell(before, "name").click();
  const client = await context.newCDPSession(page);
  const sent = [];
  const listen = (r) => { if (r.url().endsWith("/edits")) sent.push(r.postData() ?? ""); };
  page.on("request", listen);
  for (const half of ["c", "ce", "ces"]) await client.send("Input.imeSetComposition", { text: half, selectionStart: half.length, selectionEnd: half.length });
  await page.waitForTimeout(600);
  must(sent.length === 0, `half composed text was sent: ${sent}`);
  await saved(() => client.send("Input.insertText", { text: "测试" }));
  must((await value(before, "name")) === "测试", `it is ${await value(before, "name")}`);
  page.off("request", listen);
  await client.detach();
  await saved(() => page.keyboard.press("Alt+Delete"));
  must((await text()) === whole, "removed, the list is another");
});

await trial("a line of the page goes to its cell and back", async () => {
  await cell(5, "fiscal").click();
  await page.waitForSelector(".over .on", { state: "attached" });
  await page.keyboard.press("Control+Enter");
  const on = page.locator(".over .on").first();
  const box = await on.boundingBox();
  await cell(1, "code").click();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  must((await here()) === "cell:gk02/items#5/fiscal", `the line goes to ${await here()}`);
});

await trial("what is done without the network comes back", async () => {
  await context.setOffline(true);
  await cell(2, "name").click();
  await page.keyboard.press("Alt+Insert");
  await page.keyboard.type("断网时加的");
  await page.waitForFunction(() => /未连上/.test(document.querySelector("#save")?.textContent ?? ""));
  await saved(() => context.setOffline(false));
  await part("gk02");
  must((await value(2, "name")) === "断网时加的", `it is ${await value(2, "name")}`);
  await cell(2, "name").click();
  await saved(() => page.keyboard.press("Alt+Delete"));
  must((await text()) === whole, "removed, the list is another");
});

await trial("two in one list keep both", async () => {
  const other = await context.newPage();
  other.setDefaultTimeout(60000);
  await other.goto(`${address}/documents/${document_}/parts/gk02`);
  await other.waitForSelector("gw-pages img[src]");
  await cell(3, "name").click();
  await saved(() => page.keyboard.type("一人改的名"));
  await other.locator('input[data-place="cell:gk02/items#4/name"]').click();
  const answer = other.waitForResponse((r) => r.url().endsWith("/edits"));
  await other.keyboard.type("另一人改的名");
  await answer;
  await other.waitForFunction(() => /^已保存/.test(document.querySelector("#save")?.textContent ?? ""));
  must((await other.locator("#conflicts .strip").count()) === 0, "different rows are a conflict");
  await part("gk02");
  must((await value(3, "name")) === "一人改的名" && (await value(4, "name")) === "另一人改的名", "one of them is lost");
  await cell(3, "name").click();
  await saved(() => page.keyboard.type("先改的"));
  await other.locator('input[data-place="cell:gk02/items#3/name"]').click();
  await other.keyboard.type("后改的");
  const says = (what) => other.waitForFunction((what) => what.every((w) => document.querySelector("#conflicts .strip")?.textContent.includes(w)), what);
  await says(["先改的", "后改的"]);
  must((await other.locator("#conflicts").innerText()).length < 400, "it says too much");
  if (pictures) await other.screenshot({ path: path.join(pictures, "list-conflict.png") });
  // What is typed on belongs to the own side; the field is theirs when it is left.
  await other.keyboard.type("又写下去");
  await says(["先改的", "后改的又写下去"]);
  const there = (n, id) => other.locator(`input[data-place="cell:gk02/items#${n}/${id}"]`);
  must((await there(3, "name").inputValue()) === "后改的又写下去", `it is ${await there(3, "name").inputValue()}`);
  await there(4, "name").click();
  await other.waitForFunction((place) => document.querySelector(place)?.value === "先改的", 'input[data-place="cell:gk02/items#3/name"]');
  const done = other.waitForResponse((r) => r.url().endsWith("/edits"));
  await other.locator("#conflicts button", { hasText: "用这里的" }).click();
  await done;
  await other.waitForFunction(() => /^已保存/.test(document.querySelector("#save")?.textContent ?? ""));
  await part("gk02");
  must((await value(3, "name")) === "后改的又写下去" && (await value(4, "name")) === "另一人改的名", "one of them is lost");
  await other.close();
});

await trial("three hundred rows are quick", async () => {
  await part("gk03");
  const many = Array.from({ length: 300 }, (_, i) => `${2010000 + i + 100}\t第${i + 1}项支出\t\t${i}.5\t1\t0\t0\t0`).join("\r\n");
  await page.locator('input[data-place="cell:gk03/items#1/code"]').click();
  const began = Date.now();
  await paste(many);
  const shown = Date.now() - began;
  await settled();
  const place = 'input[data-place="cell:gk03/items#150/basic"]';
  await page.locator(place).click();
  const times = [];
  for (let i = 0; i < 5; i++) {
    times.push(await page.evaluate((place) => {
      const input = document.querySelector(place);
      const began = performance.now();
      input.value = String(Math.round(performance.now()));
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      return performance.now() - began;
    }, place));
    await settled();
  }
  console.log(`# 300 rows: put in in ${shown} ms, a key ${times.map((t) => Math.round(t)).join(", ")} ms`);
  must(Math.min(...times) < 50, `a key takes ${times}`);
  await shot("list-300");
  await accessible("three hundred rows");
});

await trial("a change among three hundred rows comes to its page", async () => {
  const place = "cell:gk03/items#150/basic";
  const all = () => page.evaluate(() => document.querySelector('textarea[data-place="list:gk03/items"]').value);
  const one = page.locator(`input[data-place="${place}"]`), was = await one.inputValue(), before = await all();
  await one.click();
  await pace(page, "a cell among three hundred rows", async (i) => { await page.keyboard.press("F2"); await page.keyboard.press("Control+a"); await page.keyboard.type(String(i + 1)); });
  await page.keyboard.press("Control+a");
  await saved(() => page.keyboard.type(was));
  must((await all()) === before, "the list is not as it was");
});

await trial("no script failed", async () => must(faults.length === 0, faults.join("; ")));
await end(browser);
