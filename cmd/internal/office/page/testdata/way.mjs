// Four people take a document its way, their county collects it with sixty others, an auditor reads the
// log, and administrators make an account, in Chromium. Prints a line for each trial: "ok NAME" or
// "bad NAME: WHY". Usage: node way.mjs NODE_MODULES CHROMIUM ADDRESS PASSWORD DOCUMENT CODES FOLDER COUNTY
// [PICTURES]; the codes are those of the leader's second factor, with a comma between; what is downloaded
// goes into the folder, and what is collected is in the county's.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { collects } from "./collect.mjs";
import { accessible as axeOf, begin, end, must, trial } from "./trial.mjs";

const [modules, executablePath, address, password, document_, codes, folder, county, pictures] = process.argv.slice(2);
const { browser, axe } = await begin(modules, executablePath);
const faults = [];

// visitor has a browser of their own.
async function visitor(name) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN", bypassCSP: false });
  const page = await context.newPage();
  page.setDefaultTimeout(90000);
  page.on("pageerror", (e) => faults.push(`${name}: ${e}`));
  page.on("console", (m) => { if (m.type() === "error" && /Content Security/.test(m.text())) faults.push(`${name}: ${m.text()}`); });
  page.on("request", (r) => { if (!r.url().startsWith(address) && !r.url().startsWith("data:")) faults.push(`asked ${r.url()}`); });
  return page;
}

// person signs in, by keyboard, and sees what comes first.
async function person(login, first = ".home") {
  const page = await visitor(login);
  await page.goto(address);
  await page.keyboard.type(login);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  if (login === "leader") {
    await page.keyboard.press("Tab");
    await page.keyboard.type(codes.split(",")[0]);
  }
  await page.keyboard.press("Enter");
  await page.waitForSelector(first);
  return page;
}
const review = (page, query = "") => page.goto(`${address}/documents/${document_}/review${query}`);
async function shot(page, name) {
  if (!pictures) return;
  for (const [width, height] of [[1366, 768], [1920, 1080]]) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: path.join(pictures, `${name}-${width}x${height}.png`) });
  }
  await page.setViewportSize({ width: 1366, height: 768 });
}
const accessible = (page, name) => axeOf(page, axe, name);
const main = (page) => page.locator(".bar .btn.main");
const current = (page) => page.locator(".way [aria-current]").textContent();

const clerk = await person("clerk"), reviewer = await person("reviewer"), confirmer = await person("countersigner"), leader = await person("leader");

const second = await person("second");
await trial("two at one part see each other, and what both write is there", async () => {
  const first = clerk;
  await first.goto(`${address}/documents/${document_}/parts/problems`);
  await first.waitForSelector("gw-pages img[src]");
  await second.goto(`${address}/documents/${document_}/parts/problems`);
  await second.waitForSelector("gw-pages img[src]");
  await first.locator("gw-prose .ProseMirror").first().click();
  await first.keyboard.press("Control+End");
  const saved = first.waitForResponse((r) => r.url().endsWith("/edits") && r.status() === 200);
  await first.keyboard.type("甲在末尾写。");
  await saved;
  await second.reload();
  await second.waitForSelector("#lease:not([hidden])");
  must((await second.locator("#lease").textContent()).startsWith("clerk正在编辑这一部分"), "nobody is named");
  await shot(second, "lease");
  await accessible(second, "lease");
  await second.context().close();
});

await trial("the clerk fills in a figure that does not add up, sees it named, and mends it", async () => {
  await clerk.goto(`${address}/documents/${document_}/parts/requests`);
  await clerk.waitForSelector("gw-pages img[src]");
  const cell = clerk.locator('input[data-place="cell:requests/new/natural_person"]');
  const was = await cell.inputValue();
  for (const [value, right] of [["1970", false], [was, true]]) {
    const saved = clerk.waitForResponse((r) => r.url().endsWith("/edits") && r.status() === 200);
    await cell.fill(value);
    await cell.press("Tab");
    await saved;
    await clerk.waitForFunction((right) => /^已保存/.test(document.querySelector("#save")?.textContent ?? "") && document.querySelector("#errors").hidden === right, right);
    if (!right) must(/新收|总计|合计/.test(await clerk.locator("#findings").textContent()), "nothing says where");
  }
});

await trial("the clerk submits", async () => {
  await clerk.goto(`${address}/documents/${document_}/parts/overview`);
  await clerk.waitForSelector("gw-pages img[src]");
  await clerk.locator(".bar .btn.main").click();
  await clerk.waitForSelector("#review");
  await accessible(clerk, "drafting");
  await shot(clerk, "review-drafting");
  await main(clerk).click();
  await clerk.waitForFunction(() => document.querySelector(".way [aria-current]")?.textContent === "核稿");
  await clerk.goto(`${address}/documents/${document_}/parts/overview`);
  must(await clerk.locator(".strip.lock").isVisible(), "nothing says that it is locked");
  await accessible(clerk, "locked");
});

await trial("the reviewer comments at a line and sends back", async () => {
  await review(reviewer);
  const line = reviewer.locator('.hit[data-place="prose:overview"]').first();
  await line.scrollIntoViewIfNeeded();
  await line.click();
  await reviewer.getByRole("button", { name: "在所选处加意见" }).click();
  must((await reviewer.locator("#comment-quote").inputValue()).length > 3, "the line is not quoted");
  must(await reviewer.evaluate(() => document.activeElement?.id === "comment-body"), "the comment has not the focus");
  await reviewer.keyboard.type("这个数是扣除撤稿之后的吗？");
  await accessible(reviewer, "comment");
  await shot(reviewer, "review-comment");
  await reviewer.getByRole("button", { name: "加意见", exact: true }).click();
  await reviewer.waitForSelector(".note .pinno");
  must((await reviewer.locator(".pin").count()) === 1, "no pin at the line");
  await reviewer.getByRole("button", { name: "退回…" }).click();
  await reviewer.keyboard.press("Escape");
  must((await reviewer.locator("dialog[open]").count()) === 0, "Esc does not close");
  await reviewer.getByRole("button", { name: "退回…" }).click();
  await reviewer.keyboard.type("请核对第 118 号答复日期。");
  await accessible(reviewer, "return");
  await reviewer.locator("dialog[open]").getByRole("button", { name: "退回" }).click();
  await reviewer.waitForSelector(".strip.bad");
  must((await current(reviewer)) === "起草", "it is not back");
});

await trial("the clerk mends, answers and submits again", async () => {
  await review(clerk);
  await clerk.locator(".note summary").click();
  await clerk.keyboard.press("Tab");
  await clerk.keyboard.type("已扣除撤稿 2 条。");
  await clerk.getByRole("button", { name: "回复", exact: true }).click();
  await clerk.waitForSelector(".note .re");
  await clerk.goto(`${address}/documents/${document_}/parts/problems`);
  await clerk.waitForSelector("gw-pages img[src]");
  const saved = clerk.waitForResponse((r) => r.url().endsWith("/edits") && r.status() === 200);
  await clerk.locator("gw-prose .ProseMirror").first().click();
  await clerk.keyboard.press("Control+End");
  await clerk.keyboard.type("明年补上名单。");
  await saved;
  await clerk.waitForFunction(() => /^已保存/.test(document.querySelector("#save")?.textContent ?? ""));
  await review(clerk);
  await main(clerk).click();
  await clerk.waitForFunction(() => document.querySelector(".way [aria-current]")?.textContent === "核稿");
});

await trial("the reviewer sees what was changed and passes it", async () => {
  await review(reviewer);
  must((await reviewer.locator(".insbg").count()) > 0, "nothing is marked");
  await reviewer.getByRole("button", { name: "下一处" }).click();
  must((await reviewer.locator("#change-number").textContent()).startsWith("第 1 处"), "no change is shown");
  await accessible(reviewer, "marked");
  await shot(reviewer, "review-marked");
  for (const mode of ["清稿", "左右对照"]) {
    await reviewer.getByRole("button", { name: mode }).click();
    await reviewer.waitForSelector(`.see[aria-label="${mode}"]`);
    await accessible(reviewer, mode);
    await shot(reviewer, mode === "清稿" ? "review-clean" : "review-beside");
  }
  await review(reviewer);
  await reviewer.getByRole("button", { name: "了结意见 1" }).click();
  await reviewer.waitForSelector(".note.closed");
  await reviewer.locator("#op").fill("拟同意。请会签后报局长签发。");
  await main(reviewer).click();
  await reviewer.waitForFunction(() => document.querySelector(".way [aria-current]")?.textContent === "会签");
});

await trial("a department confirms its table", async () => {
  await review(confirmer);
  await accessible(confirmer, "countersigning");
  await main(confirmer).click();
  await confirmer.waitForFunction(() => document.querySelector(".way [aria-current]")?.textContent === "签发");
});

await trial("the leader signs, urged to", async () => {
  await review(clerk);
  await clerk.getByRole("button", { name: "催办…" }).click();
  await clerk.locator("dialog[open]").getByRole("button", { name: "催办" }).click();
  await clerk.waitForSelector(".strip.off");
  await review(leader);
  must(await leader.locator(".strip.off").isVisible(), "nobody is urged");
  await accessible(leader, "approving");
  await shot(leader, "review-approving");
  await leader.locator("#op").fill("同意。");
  await main(leader).click();
  await leader.waitForFunction(() => /已签发|内容已经锁定/.test(document.body.textContent ?? ""));
  await accessible(leader, "signed");
});

await trial("the leader signs the file, and it is downloaded", async () => {
  await leader.goto(`${address}/documents/${document_}/publish`);
  await leader.locator("#sign-code").fill(codes.split(",")[1]);
  await accessible(leader, "signing");
  await leader.getByRole("button", { name: "签名", exact: true }).click();
  await leader.waitForFunction(() => /签名有效/.test(document.querySelector(".verdict")?.textContent ?? ""));
  await shot(leader, "publish-signed");
  await accessible(leader, "signed file");
  await clerk.goto(`${address}/documents/${document_}/publish`);
  await clerk.locator("#index").fill("12620600MB0523338C/2025-04735");
  await clerk.getByRole("button", { name: "登记", exact: true }).first().click();
  await clerk.waitForFunction(() => !/还缺/.test(document.querySelector("#publish")?.textContent ?? "还缺"));
  for (const [link, name] of [["下载 PDF", "2024.pdf"], ["下载 YAML", "2024.yaml"], ["下载发布材料", "package.zip"], ["下载归档包", "bag.zip"]]) {
    const got = clerk.waitForEvent("download");
    await clerk.getByRole("link", { name: link, exact: true }).click();
    await (await got).saveAs(path.join(folder, name));
  }
  const text = await clerk.locator("#fragment").textContent();
  await writeFile(path.join(folder, "page.html"), `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>某县人民政府</title></head><body><nav>首页</nav>${text}<footer>某县人民政府主办</footer></body></html>`);
});

await trial("the portal's page is held against what was signed", async () => {
  await clerk.goto(`${address}/documents/${document_}/publish`);
  await clerk.getByRole("link", { name: "核对门户网页" }).click();
  await clerk.locator("#portal-file").setInputFiles(path.join(folder, "page.html"));
  await clerk.getByRole("button", { name: "核对", exact: true }).click();
  await clerk.waitForFunction(() => /逐字逐数一致/.test(document.querySelector('[role="status"]')?.textContent ?? ""));
  await accessible(clerk, "portal");
  const shown = await clerk.evaluate(() => document.title);
  must(shown.startsWith("核对门户网页"), shown);
  const other = (await readFile(path.join(folder, "page.html"), "utf8")).replace("工作有序推进", "工作有力推进").replace(/>197</, ">179<");
  await clerk.locator("#portal-page").fill(other);
  await clerk.getByRole("button", { name: "核对", exact: true }).click();
  await clerk.waitForSelector("main ins");
  must((await clerk.locator("main del").allTextContents()).includes("197"), "the figure is not named");
  await accessible(clerk, "portal that differs");
  await shot(clerk, "portal");
});

await trial("what is to be published", async () => {
  await clerk.goto(`${address}/documents/${document_}/publish`);
  await clerk.waitForSelector("#publish");
  await accessible(clerk, "publish");
  await shot(clerk, "publish");
  await clerk.getByRole("button", { name: "复制名称" }).click();
  await clerk.waitForFunction(() => document.querySelector("#copied")?.textContent);
  await clerk.getByRole("button", { name: "登记已发布…" }).click();
  await accessible(clerk, "publishing");
  await clerk.keyboard.type("https://www.example.gov/2024.html");
  await clerk.locator("dialog[open]").getByRole("button", { name: "登记" }).click();
  await clerk.waitForFunction(() => /登记已发布/.test(document.body.textContent ?? ""));
});

const collector = await person("collector", "#main");
await collects({ page: collector, others: await visitor("an agency without an account"), address, folder: county, shot, looked: accessible });

await trial("the auditor reads the log", async () => {
  const auditor = await person("auditor");
  await auditor.goto(`${address}/audit`);
  must((await auditor.locator(".verdict").textContent()).includes("校验相符"), "the log is not sound");
  await accessible(auditor, "audit");
  await shot(auditor, "audit");
});

await trial("one administrator makes an account, another says what it may do", async () => {
  const system = await person("system", ".accounts");
  await system.locator("#login").fill("zhang");
  await system.locator("#name").fill("张新来");
  await system.getByRole("button", { name: "建立账号" }).click();
  await system.waitForSelector(".key");
  await accessible(system, "accounts of the system");
  await shot(system, "accounts-system");
  const security = await person("security", ".accounts");
  const roles = security.getByLabel("改角色 countersigner");
  await roles.click();
  await security.locator("details.format", { hasText: "部门决算公开" }).locator("summary").click();
  must(await security.getByRole("checkbox", { name: "收入支出决算总表", exact: true }).isVisible(), "the tables of the accounts cannot be confirmed");
  await accessible(security, "departments");
  await shot(security, "accounts-departments");
  await roles.click();
  await security.getByLabel("改角色 zhang").click();
  await security.locator("details[open] select").selectOption({ label: "某局" });
  await security.locator('details[open] input[value="clerk"]').check();
  await accessible(security, "accounts of security");
  await shot(security, "accounts-security");
  await security.locator("details[open]").getByRole("button", { name: "保存角色" }).click();
  await security.waitForFunction(() => /改了 zhang 的角色/.test(document.body.textContent ?? ""));
});

await trial("what the browser keeps goes when somebody signs out", async () => {
  const page = reviewer;
  await page.goto(address);
  const mine = `gongwen:${await page.locator("header.head").getAttribute("data-who")}:x`;
  const there = (key) => page.evaluate((key) => localStorage.getItem(key), key);
  await page.evaluate((key) => localStorage.setItem(key, "{}"), mine);
  const answers = [false, true];
  page.on("dialog", (d) => (answers.shift() ? d.accept() : d.dismiss()));
  await page.getByRole("button", { name: "退出" }).click();
  must(answers.length === 1, "nothing says that something has not been sent");
  must(await there(mine) === "{}", "what was not sent is gone, though somebody stayed");
  await page.getByRole("button", { name: "退出" }).click();
  await page.waitForSelector("#u");
  must(answers.length === 0, "nothing is asked the second time");
  const kept = await page.evaluate(() => JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage)]));
  must(kept === "[[],[]]", `the browser keeps ${kept}`);
  // Whoever signs in next takes nothing of what somebody could not send, and what that one could take back is gone.
  await page.evaluate(() => { localStorage.setItem("gongwen:somebody:x", "{}"); sessionStorage.setItem("gongwen:somebody:steps:x", "{}"); });
  await page.locator("#u").fill("second");
  await page.locator("#p").fill(password);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".home");
  must(await there("gongwen:somebody:x") === "{}", "what somebody could not send is gone");
  must(await page.evaluate(() => sessionStorage.getItem("gongwen:somebody:steps:x")) === null, "what another person has typed can be taken back");
});

await trial("no script failed and nothing was asked of others", async () => must(faults.length === 0, faults.join("; ")));
await end(browser);
