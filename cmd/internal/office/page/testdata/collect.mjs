// A collector has sixty reports read, looks at what is wrong, accepts, and adds them into the
// own report, in Chromium. Prints a line for each trial: "ok NAME" or "bad NAME: WHY". Usage:
// node collect.mjs NODE_MODULES CHROMIUM ADDRESS PASSWORD FOLDER [PICTURES]; the folder has the
// reports that are sent and the roster.
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { accessible as axeOf, begin, end, must, trial } from "./trial.mjs";

const [modules, executablePath, address, password, folder, pictures] = process.argv.slice(2);
const { browser, axe } = await begin(modules, executablePath);
const faults = [];
const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
let page = await context.newPage();
page.setDefaultTimeout(90000);
page.on("pageerror", (e) => faults.push(String(e)));
page.on("console", (m) => { if (m.type() === "error" && /Content Security/.test(m.text())) faults.push(m.text()); });
page.on("request", (r) => { if (!r.url().startsWith(address) && !r.url().startsWith("data:")) faults.push(`asked ${r.url()}`); });

async function shot(name) {
  if (!pictures) return;
  for (const [width, height] of [[1366, 768], [1920, 1080]]) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: path.join(pictures, `${name}-${width}x${height}.png`) });
  }
  await page.setViewportSize({ width: 1366, height: 768 });
}
const accessible = (name) => axeOf(page, axe, name);
const group = (word) => page.locator(".filters .seg a", { hasText: word });
const many = async (word) => Number((await group(word).textContent()).split(" ")[1]);

await trial("a collection begins with a roster that is pasted", async () => {
  await page.goto(address);
  await page.keyboard.type("collector");
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "汇总", exact: true }).click();
  await page.locator("details.years summary").click();
  await page.getByRole("link", { name: "建立新的汇总" }).click();
  await page.waitForSelector("#roster");
  must((await page.locator("#year").inputValue()) === "2024", "not the year behind the last");
  await page.locator("#deadline").fill("2025-01-26");
  await page.locator("#roster").fill(await readFile(path.join(folder, "roster.txt"), "utf8"));
  await accessible("roster");
  await shot("collect-roster");
  await page.getByRole("button", { name: "建立汇总" }).click();
  await page.waitForSelector("#collect");
  must((await many("全部")) === 60 && (await many("未交")) === 60, "not sixty agencies");
  await accessible("nothing came in");
  await shot("collect-empty");
});

await trial("sixty files are sent at once, and each says what it is", async () => {
  const files = (await readdir(folder)).filter((n) => n.endsWith(".yaml")).sort().map((n) => path.join(folder, n));
  must(files.length === 60, `${files.length} files`);
  await page.locator('input[name="files"]').setInputFiles(files);
  await page.waitForSelector("table.uploads", { timeout: 240000 });
  must(/登记 53 份/.test(await page.locator("main").textContent()), await page.locator('[role="status"]').textContent());
  await accessible("upload");
  await shot("collect-upload");
  await page.getByRole("link", { name: "回到汇总" }).click();
  await page.waitForSelector("#collect");
  must((await many("有错误")) === 4 && (await many("待审")) === 49 && (await many("未交")) === 7, "not in their groups");
});

await trial("agencies are chosen by keyboard, and what can be done with them is offered", async () => {
  must(await page.locator("#bulk-bar").isHidden(), "there is something to be done with nobody");
  const boxes = page.locator('input[name="member"]');
  await boxes.first().focus();
  for (let i = 0; i < 7; i++) {
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    if (i < 6) await boxes.nth(i + 1).focus();
  }
  must((await page.locator("#chosen").textContent()) === "已选 7 个单位", await page.locator("#chosen").textContent());
  must(await page.getByRole("button", { name: "收下" }).isDisabled(), "what is missing can be accepted");
  await accessible("chosen");
  await shot("collect");
  await page.getByRole("button", { name: "拟催办文字" }).click();
  await page.waitForSelector("#remind-all");
  must(/尚未报送的有 7 个单位/.test(await page.locator("#remind-all").textContent()), "not seven are reminded");
  await page.getByRole("button", { name: "复制", exact: true }).first().click();
  await page.waitForFunction(() => document.querySelector("#copied")?.textContent);
  await accessible("reminders");
  await shot("collect-reminders");
  await page.getByRole("link", { name: "回到汇总" }).click();
});

await trial("a report with errors is sent back", async () => {
  await group("有错误").click();
  await page.locator("tbody th a").first().click();
  await page.waitForSelector(".sheets img");
  await page.waitForFunction(() => [...document.querySelectorAll(".sheets img")].every((i) => i.complete && i.naturalWidth > 0));
  must((await page.getByRole("button", { name: "收下" }).count()) === 0, "what is wrong can be accepted");
  await accessible("report");
  await shot("collect-report");
  await page.getByRole("button", { name: "退回…" }).click();
  await page.keyboard.type("表三合计不平，请核对。");
  await accessible("sending back");
  await page.locator("dialog[open]").getByRole("button", { name: "退回" }).click();
  await page.waitForSelector("#collect .list");
  must((await many("有错误")) === 3 && (await many("未交")) === 8, "it is not back");
});

await trial("what is in order is accepted at once", async () => {
  await group("待审").click();
  await page.locator('[data-do="choose-all"]').check();
  await page.getByRole("button", { name: "收下" }).click();
  await page.waitForFunction(() => /已收 49/.test(document.querySelector(".filters .seg")?.textContent ?? ""));
  await page.goto(`${page.url().split("?")[0]}?sort=change`);
  await accessible("accepted");
  await shot("collect-accepted");
});

await trial("the sums say what they are made of, and become the own report", async () => {
  await page.getByRole("link", { name: "合成本级报告" }).click();
  await page.waitForSelector("#collect.sums");
  await accessible("sums");
  await shot("collect-sum");
  await page.locator('a[id="v-cell:requests/new/natural_person"]').click();
  await page.waitForSelector("table.list");
  must((await page.locator("tbody th a").first().textContent()) === "县自然资源局", "the greatest is not the first");
  await accessible("figure");
  await shot("collect-figure");
  await page.getByRole("link", { name: "回到合计" }).click();
  await page.getByRole("button", { name: "放进本级报告…" }).click();
  await accessible("summing up");
  await page.locator("dialog[open]").getByRole("button", { name: "放进去" }).click();
  await page.waitForSelector("gw-pages img[src]");
  await page.getByRole("link", { name: "汇总", exact: true }).click();
  await page.getByRole("link", { name: "合成本级报告" }).click();
  must(/数与合计相同/.test(await page.locator("#collect").textContent()), "the own report has other figures");
});

await trial("an agency without an account sends by a link", async () => {
  await page.getByRole("link", { name: "汇总", exact: true }).click();
  await group("未交").click();
  await page.locator('tbody input[name="member"]').first().check();
  const member = await page.locator('tbody input[name="member"]').first().inputValue();
  await page.getByRole("button", { name: "报送链接…" }).click();
  await page.waitForSelector('input[name="days"]');
  must(await page.locator(`input[name="member"][value="${member}"]`).isChecked(), "who was chosen is not chosen");
  await page.getByRole("button", { name: "生成链接" }).click();
  await page.waitForSelector("#links-made");
  await accessible("links");
  await shot("collect-links");
  const [, link] = (await page.locator("#links-made").textContent()).trim().split("\t");
  must(link.startsWith(`${address}/send/`), link);
  const collector = page;
  page = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" }).then((c) => c.newPage());
  await page.goto(link);
  must((await page.locator("main").textContent()).includes(member), "the link is of another agency");
  await page.locator("#file").setInputFiles(path.join(folder, (await readdir(folder)).find((f) => f.includes(member))));
  await page.getByRole("button", { name: "上传", exact: true }).click();
  await page.waitForSelector("table.uploads");
  await accessible("sending");
  await shot("send");
  page = collector;
});

await trial("no script failed and nothing was asked of others", async () => must(faults.length === 0, faults.join("; ")));
await end(browser);
