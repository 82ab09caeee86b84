// Looks at the page in the states in which somebody finds it: with every dialog and menu open, without a
// network, a disk or a session, where two have changed one place. Prints a line for each trial: "ok NAME" or "bad NAME: WHY".
// Usage: node states.mjs NODE_MODULES CHROMIUM ADDRESS LOGIN PASSWORD DOCUMENT [PICTURES]
import { looker } from "./looks.mjs";
import { begin, end, must, toEnd, trial } from "./trial.mjs";

const [modules, executablePath, address, login, password, document_, pictures] = process.argv.slice(2);
const { browser, axe } = await begin(modules, executablePath);
const look = looker(axe, pictures);
const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
const page = await context.newPage();
page.setDefaultTimeout(60000);
const faults = [];
page.on("pageerror", (e) => faults.push(String(e)));

const settled = (page) => page.waitForFunction(() => /^已保存/.test(document.querySelector("#save")?.textContent ?? ""));
const part = async (page, id) => {
  await page.goto(`${address}/documents/${document_}/parts/${id}`);
  await page.waitForSelector("gw-pages img[src]");
};
const cell = (page, row, column) => page.locator(`input[data-place="cell:requests/${row}/${column}"]`);
const press = (name) => page.getByRole("button", { name, exact: true }).click();
const close = async () => { await page.keyboard.press("Escape"); await page.waitForFunction(() => !document.querySelector("dialog[open]")); };

await page.goto(`${address}/sign-in`);
await page.fill('[name="login"]', login);
await page.fill('[name="password"]', password);
await page.keyboard.press("Enter");
await page.waitForSelector(".home");

await trial("the menu of downloads", async () => {
  await part(page, "overview");
  await page.locator("details.menu summary").click();
  await look(page, "state-menu");
  await page.locator("details.menu summary").click();
});
await trial("the dialog of a link", async () => {
  await toEnd(page);
  await press("链接");
  await page.waitForSelector("#link[open]");
  await look(page, "state-link");
  await close();
});
await trial("the dialog of a chart", async () => {
  await toEnd(page);
  await press("图表");
  await page.waitForSelector("#chart[open]");
  await look(page, "state-chart");
  await close();
});
await trial("the dialog of a picture", async () => {
  await page.evaluate(() => { document.querySelector("#picture-name").textContent = "办公楼.png"; document.querySelector("#picture").showModal(); });
  await look(page, "state-picture");
  await close();
});
await trial("a table in the text", async () => {
  await toEnd(page);
  await page.keyboard.press("Enter");
  await press("表格");
  for (const head of ["项目", "上年", "本年"]) { await page.keyboard.type(head); await page.keyboard.press("Tab"); }
  await page.waitForSelector(".tools.in-table:not([hidden])");
  await look(page, "state-in-table");
  for (let i = 0; i < 30 && (await page.locator("gw-prose[data-main] table").count()) > 0; i++) await page.keyboard.press("Control+z");
  await settled(page);
});
await trial("the source", async () => {
  await press("源码");
  await look(page, "state-source");
  await press("源码");
});
await trial("no list of what is wrong", async () => {
  await press("收起");
  await look(page, "state-folded");
  await press("展开");
});
await trial("what is wrong at cells, and of one part", async () => {
  await part(page, "requests");
  await cell(page, "outcome.disclosed", "natural_person").click();
  await page.keyboard.type("9999");
  await cell(page, "outcome.total", "natural_person").click();
  await page.keyboard.type("7");
  await page.waitForSelector("#findings .tag.err");
  await settled(page);
  await page.locator("[data-scope=part]").click();
  await page.locator("#findings li button.txt").first().click();
  must((await page.locator("td.bad").count()) > 0, "nothing is marked");
  await look(page, "state-errors");
  await page.locator("[data-scope=all]").click();
});
await trial("a range that does not fit", async () => {
  await cell(page, "new", "natural_person").click();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "1\t二十\t3\n4\t约5\t6\n".repeat(30));
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.waitForSelector("#paste[open]");
  await look(page, "state-paste");
  await close();
});
await trial("no network", async () => {
  await page.route("**/edits", (route) => route.abort());
  await cell(page, "new", "business").click();
  await page.keyboard.type("44");
  await page.waitForSelector("#offline:not([hidden])");
  await look(page, "state-offline");
  await page.unroute("**/edits");
  await settled(page);
});
await trial("a server that does not save", async () => {
  await page.route("**/edits", (route) => route.fulfill({ status: 503, contentType: "text/plain; charset=utf-8", body: "服务器的磁盘满了，请告诉系统管理员。" }));
  await page.keyboard.press("F2");
  await page.keyboard.type("5");
  await page.waitForFunction(() => /磁盘满了/.test(document.querySelector("#offline")?.textContent ?? ""));
  await look(page, "state-full");
  await page.unroute("**/edits");
  await settled(page);
});
await trial("two at one figure, and at one text", async () => {
  for (const [where, change] of [
    ["requests", async (page, what) => { await cell(page, "new", "research").click(); await page.keyboard.type(what === "一" ? "61" : "62"); }],
    ["problems", async (page, what) => { await toEnd(page); await page.keyboard.type(`${what}个人写在这一段末尾的话，有些长，好看两边怎样并排。`); }],
  ]) {
    await part(page, where);
    const other = await context.newPage();
    await part(other, where);
    await change(page, "一");
    await settled(page);
    await change(other, "另一");
    await other.waitForSelector("#conflicts .strip");
    await look(other, `state-conflict-${where}`);
    await other.locator("#conflicts button").first().click();
    await settled(other);
    await other.close();
  }
});
await trial("every change, opened", async () => {
  await page.goto(`${address}/documents/${document_}/changes`);
  await look(page, "state-changes");
});
await trial("last year's texts beside this year's", async () => {
  await page.goto(`${address}/documents/${document_}/compare`);
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  await page.evaluate(() => document.querySelector("details")?.scrollIntoView());
  await look(page, "state-compare");
});
await trial("a password that is refused", async () => {
  await page.goto(`${address}/account`);
  await page.fill("#p1", "不是这个密码");
  await page.fill("#p2", "一个很长的新密码甲乙丙丁");
  await page.fill("#p3", "另一个很长的新密码甲乙丙丁");
  await press("改密码");
  await page.waitForSelector("[role=alert]");
  await look(page, "state-password");
});
await trial("a report that cannot be begun", async () => {
  await page.goto(`${address}/new`);
  await page.fill("#year", "1999");
  await page.locator("#h3").check();
  await press("建立报告");
  await page.waitForSelector("[role=alert]");
  await look(page, "state-new");
});
await trial("a session that has ended", async () => {
  await part(page, "problems");
  await context.clearCookies();
  await toEnd(page);
  await page.keyboard.type("过期");
  await page.waitForSelector("#offline a");
  await look(page, "state-ended");
});
await trial("no script failed", async () => must(faults.length === 0, faults.join("; ")));
await end(browser);
