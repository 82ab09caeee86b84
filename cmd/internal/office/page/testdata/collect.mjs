// A collector has sixty reports read, looks at what is wrong, accepts, and adds them and that which
// has come by itself into the own report: a part of the way (way.mjs).
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { must, trial } from "./trial.mjs";

// collects does the trials of whoever has signed in on a page; others is a page of somebody who has not.
// The folder has the reports that are sent, and the roster.
export async function collects({ page, others, address, folder, shot, looked }) {
  const accessible = (name) => looked(page, name);
  const group = (word) => page.locator(".filters .seg a", { hasText: word });
  const many = async (word) => Number((await group(word).textContent()).split(" ")[1]);

  await trial("a collection begins with a roster that is pasted", async () => {
    await page.getByRole("link", { name: "汇总", exact: true }).click();
    await page.locator("details.years summary").click();
    await page.getByRole("link", { name: "建立新的汇总" }).click();
    await page.waitForSelector("#roster");
    must((await page.locator("#year").inputValue()) === "2024", "not the year behind the last");
    await page.locator("#deadline").fill("2025-01-26");
    await page.locator("#roster").fill(await readFile(path.join(folder, "roster.txt"), "utf8"));
    await accessible("roster");
    await shot(page, "collect-roster");
    await page.getByRole("button", { name: "建立汇总" }).click();
    await page.waitForSelector("#collect");
    must((await many("全部")) === 61 && (await many("未交")) === 60 && (await many("待审")) === 1, "not sixty agencies, and the one whose report was signed off");
    await accessible("nothing came in");
    await shot(page, "collect-empty");
  });

  await trial("sixty files are sent at once, and each says what it is", async () => {
    const files = (await readdir(folder)).filter((n) => n.endsWith(".yaml")).sort().map((n) => path.join(folder, n));
    must(files.length === 60, `${files.length} files`);
    await page.locator('input[name="files"]').setInputFiles(files);
    await page.waitForSelector("table.uploads", { timeout: 240000 });
    must(/登记 53 份/.test(await page.locator("main").textContent()), await page.locator('[role="status"]').textContent());
    await accessible("upload");
    await shot(page, "collect-upload");
    await page.getByRole("link", { name: "回到汇总" }).click();
    await page.waitForSelector("#collect");
    must((await many("有错误")) === 4 && (await many("待审")) === 50 && (await many("未交")) === 7, "not in their groups");
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
    await shot(page, "collect");
    await page.getByRole("button", { name: "拟催办文字" }).click();
    await page.waitForSelector("#remind-all");
    must(/尚未报送的有 7 个单位/.test(await page.locator("#remind-all").textContent()), "not seven are reminded");
    await page.getByRole("button", { name: "复制", exact: true }).first().click();
    await page.waitForFunction(() => document.querySelector("#copied")?.textContent);
    await accessible("reminders");
    await shot(page, "collect-reminders");
    await page.getByRole("link", { name: "回到汇总" }).click();
  });

  await trial("a report with errors is sent back", async () => {
    await group("有错误").click();
    await page.locator("tbody th a").first().click();
    await page.waitForSelector(".sheets img");
    await page.waitForFunction(() => [...document.querySelectorAll(".sheets img")].every((i) => i.complete && i.naturalWidth > 0));
    must((await page.getByRole("button", { name: "收下" }).count()) === 0, "what is wrong can be accepted");
    await accessible("report");
    await shot(page, "collect-report");
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
    await page.waitForFunction(() => /已收 50/.test(document.querySelector(".filters .seg")?.textContent ?? ""));
    await page.goto(`${page.url().split("?")[0]}?sort=change`);
    await accessible("accepted");
    await shot(page, "collect-accepted");
  });

  await trial("the sums say what they are made of, and become the own report", async () => {
    await page.getByRole("link", { name: "合成本级报告" }).click();
    await page.waitForSelector("#collect.sums");
    await accessible("sums");
    await shot(page, "collect-sum");
    await page.locator('a[id="v-cell:requests/new/natural_person"]').click();
    await page.waitForSelector("table.list");
    const from = await page.locator("tbody th a").allTextContents();
    must(from[0] === "县自然资源局" && from.includes("某局"), `it is of ${from}`);
    await accessible("figure");
    await shot(page, "collect-figure");
    await page.getByRole("link", { name: "回到合计" }).click();
    await page.getByRole("button", { name: "放进本级报告…" }).click();
    await accessible("summing up");
    await page.locator("dialog[open]").getByRole("button", { name: "放进去" }).click();
    await page.waitForSelector("gw-pages img[src]");
    await page.getByRole("link", { name: "汇总", exact: true }).click();
    await page.getByRole("link", { name: "合成本级报告" }).click();
    const own = await page.locator("#collect.sums > p").textContent();
    must(/数与合计相同/.test(own), `the own report has other figures: ${own}`);
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
    await shot(page, "collect-links");
    const [, link] = (await page.locator("#links-made").textContent()).trim().split("\t");
    must(link.startsWith(`${address}/send/`), link);
    const collector = page;
    page = others;
    await page.goto(link);
    must((await page.locator("main").textContent()).includes(member), "the link is of another agency");
    await page.locator("#file").setInputFiles(path.join(folder, (await readdir(folder)).find((f) => f.includes(member))));
    await page.getByRole("button", { name: "上传", exact: true }).click();
    await page.waitForSelector("table.uploads");
    await accessible("sending");
    await shot(page, "send");
    page = collector;
  });
}
