// Somebody at whom everything goes wrong. Prints a line for each trial: "ok NAME" or "bad NAME: WHY".
// Usage: node breaking.mjs NODE_MODULES CHROMIUM ADDRESS LOGIN PASSWORD DOCUMENT MERCY [PICTURES]; at the address MERCY the page is
// killed and started, its disk filled and emptied.
import path from "node:path";
import { begin, end, must, toEnd, trial } from "./trial.mjs";

const [modules, executablePath, address, login, password, document_, mercy, pictures] = process.argv.slice(2);
const { browser } = await begin(modules, executablePath);
const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
const faults = [];
async function tab() {
  const page = await context.newPage();
  page.setDefaultTimeout(60000);
  page.on("pageerror", (e) => faults.push(String(e)));
  return page;
}
async function signIn(page, as = login) {
  await page.goto(`${address}/sign-in`);
  await page.fill('[name="login"]', as);
  await page.fill('[name="password"]', password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
}
const part = async (page, id) => {
  await page.goto(`${address}/documents/${document_}/parts/${id}`);
  await page.waitForSelector("gw-pages img[src]");
};
const settled = (page) => page.waitForFunction(() => /^已保存/.test(document.querySelector("#save")?.textContent ?? ""));
const word = (page, pattern) => page.waitForFunction((p) => new RegExp(p).test(document.querySelector("#save")?.textContent ?? ""), pattern);
const text = (page) => page.locator("gw-prose[data-main] textarea").inputValue();
const write = async (page, what) => {
  await toEnd(page);
  await page.keyboard.type(what);
};
// stands is what the server has at a place, asked without the page.
const stands = async (page, id) => {
  const other = await context.newPage();
  await other.goto(`${address}/documents/${document_}/parts/${id}`);
  const value = await other.locator("gw-prose[data-main] textarea").evaluate((e) => e.defaultValue);
  await other.close();
  return value;
};
const cell = (page, row, column) => page.locator(`input[data-place="cell:requests/${row}/${column}"]`);

const first = await tab();
await signIn(first);

// happens has something happen to the page's server; false where it cannot be done here.
const happens = async (what) => { const answer = await fetch(`${mercy}/${what}`); must(answer.ok || answer.status === 404, `${what}: ${answer.status}`); return answer.ok; };

await trial("a disk that is full is told, and gets what was typed when it has room", async () => {
  await part(first, "problems");
  const before = await text(first);
  if (!(await happens("fill"))) return;
  await write(first, "没地方的时候写的");
  await word(first, "没有存上，已存在本机");
  const said = await first.locator("#offline").textContent();
  must(said.includes("磁盘满了") && said.includes("存在这台电脑上"), `it says ${said}`);
  if (pictures) await first.screenshot({ path: path.join(pictures, "full-disk.png") });
  must((await stands(first, "problems")) === before, "the server has what it did not acknowledge");
  await happens("empty");
  await settled(first);
  must(await first.locator("#offline").isHidden(), "it is still said");
  must((await stands(first, "problems")) === before + "没地方的时候写的", "the server has it not");
});

await trial("a server that is killed while somebody types has lost nothing and gets the rest", async () => {
  await part(first, "problems");
  const before = await text(first), typed = "一二三四五六七八九十".repeat(4);
  let acknowledged = before;
  first.on("response", (r) => { if (r.url().endsWith("/edits") && r.status() === 200) acknowledged = JSON.parse(r.request().postData()).edits.at(-1).value; });
  await write(first, "");
  const some = first.waitForResponse((r) => r.url().endsWith("/edits") && r.status() === 200);
  const typing = (async () => { for (const c of typed) await first.keyboard.type(c, { delay: 160 }); })(); // each is saved
  await some;
  await happens("kill");
  await typing;
  await word(first, "未连上，已存在本机");
  await first.route("**/edits", (route) => route.abort());
  await happens("start");
  const there = await stands(first, "problems");
  must(there.startsWith(acknowledged) && acknowledged !== before, `acknowledged was ${acknowledged.slice(before.length)}, there is ${there.slice(before.length)}`);
  must(there !== before + typed, "all was saved before it was killed");
  await first.unroute("**/edits");
  await settled(first);
  must((await stands(first, "problems")) === before + typed, `the server has ${(await stands(first, "problems")).slice(before.length)}`);
});

await trial("a tab that is closed without a network leaves what was typed to the next", async () => {
  await part(first, "problems");
  const before = await text(first);
  const lost = await tab();
  await part(lost, "problems");
  await lost.route("**/edits", (route) => route.abort());
  await write(lost, "没送出的");
  await word(lost, "未连上");
  // Meanwhile the other tab saves something of its own.
  await write(first, "");
  await part(first, "overview");
  await write(first, "别处的");
  await settled(first);
  await lost.close();
  await part(first, "problems");
  await first.waitForFunction((want) => document.querySelector("gw-prose[data-main] textarea").value === want, before + "没送出的");
  await settled(first);
  must((await stands(first, "problems")) === before + "没送出的", "the server has it not");
});

await trial("a tab that says that it is there while it closes leaves what was typed too", async () => {
  const before = await stands(first, "problems"), other = await tab();
  await part(other, "overview");
  await other.evaluate(([id, was]) => {
    const all = `gongwen:${document.querySelector("header.head").dataset.who}:${id}`, channel = new BroadcastChannel(all);
    channel.onmessage = (e) => { if (e.data.asks) { channel.postMessage({ is: "closing" }); channel.close(); } };
    localStorage.setItem(`${all}:closing`, JSON.stringify({ sent: null, values: { "prose:problems": { was, now: `${was}正在关的` } } }));
  }, [document_, before]);
  await part(first, "problems");
  await first.waitForFunction((want) => document.querySelector("gw-prose[data-main] textarea").value === want, `${before}正在关的`);
  await settled(first);
  await other.close();
});

await trial("two tabs of one person at other places lose nothing", async () => {
  const one = await tab(), two = await tab();
  await part(one, "problems");
  await part(two, "requests");
  const before = await text(one);
  await one.route("**/edits", (route) => route.abort());
  await write(one, "一处");
  await word(one, "未连上");
  await cell(two, "new", "natural_person").click();
  await two.keyboard.type("198");
  await settled(two);
  await two.close();
  await one.close();
  await part(first, "problems");
  await first.waitForFunction((want) => document.querySelector("gw-prose[data-main] textarea").value === want, before + "一处");
  await settled(first);
});

await trial("a tab made of another keeps its own", async () => {
  const [copy] = await Promise.all([context.waitForEvent("page"), first.evaluate(() => { window.open(location.href); })]);
  await copy.waitForSelector("gw-pages img[src]");
  const name = await first.evaluate(() => sessionStorage.getItem("gongwen-tab"));
  must(name, "a tab has no name");
  await copy.waitForFunction((of) => ![null, of].includes(sessionStorage.getItem("gongwen-tab")), name);
  await copy.close();
});

await trial("one value that is refused keeps nothing else from being saved", async () => {
  await part(first, "problems");
  const before = await text(first);
  await first.evaluate(() => {
    const prose = document.querySelector("gw-prose[data-main]");
    prose.value = "长".repeat(70001);
    prose.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await word(first, "没有存上.*太长");
  await first.evaluate(() => {
    const small = [...document.querySelectorAll("[data-place]")].find((e) => e.matches("input.in, textarea.in"));
    return small?.dataset.place;
  });
  await first.evaluate((was) => {
    const prose = document.querySelector("gw-prose[data-main]");
    prose.value = was;
    prose.dispatchEvent(new Event("input", { bubbles: true }));
  }, before);
  await settled(first);
  must((await stands(first, "problems")) === before, "the text is not as it was");
  // The same of two places in one save.
  await part(first, "requests");
  await first.evaluate(() => {
    const type = (place, value) => { const e = document.querySelector(`[data-place="${place}"]`); e.value = value; e.dispatchEvent(new Event("input", { bubbles: true })); };
    type("cell:requests/new/business", "9".repeat(200001));
    type("cell:requests/new/research", "7");
  });
  await word(first, "没有存上.*太长");
  const other = await tab();
  for (let i = 0; i < 20; i++) {
    await part(other, "requests");
    if ((await cell(other, "new", "research").evaluate((e) => e.defaultValue)) === "7") break;
    must(i < 19, "the other cell is not saved");
  }
  await other.close();
  await cell(first, "new", "business").click();
  await first.keyboard.type("25");
  await settled(first);
});

await trial("a browser that has no room says so, and saves", async () => {
  await part(first, "problems");
  const before = await text(first);
  await first.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; });
  await first.route("**/edits", (route) => route.abort());
  await write(first, "没地方存");
  await word(first, "未连上");
  must((await first.locator("#offline").textContent()).includes("存不下了"), "nothing says so");
  if (pictures) await first.screenshot({ path: path.join(pictures, "no-room.png") });
  await first.unroute("**/edits");
  await settled(first);
  must((await stands(first, "problems")) === before + "没地方存", "the server has it not");
});

await trial("a session that has ended keeps the text until somebody is back", async () => {
  await part(first, "problems");
  const before = await text(first);
  await context.clearCookies();
  await write(first, "过期后写的");
  await word(first, "登录已过期");
  if (pictures) await first.screenshot({ path: path.join(pictures, "session-ended.png") });
  // Somebody signs in in another window and comes back.
  const [other] = await Promise.all([context.waitForEvent("page"), first.locator("#offline a").click()]);
  await other.waitForSelector('[name="login"]');
  await signIn(other);
  await other.close();
  await first.evaluate(() => window.dispatchEvent(new Event("focus")));
  await settled(first);
  must(await first.locator("#offline").isHidden(), "it is still said");
  must((await stands(first, "problems")) === before + "过期后写的", "the server has it not");
});

await trial("what two windows have at one place stays until somebody decides", async () => {
  await part(first, "requests");
  const other = await tab();
  await part(other, "requests");
  const figures = async (page, what) => { await cell(page, "carried_in", "research").click(); await page.keyboard.type(what); };
  await figures(first, "71");
  await settled(first);
  await figures(other, "72");
  const strips = (page) => page.locator("#conflicts .strip");
  const says = async (page, why) => {
    await strips(page).first().waitFor();
    const said = await strips(page).allInnerTexts();
    must(said.length === 1 && ["科研机构", "您在另一个窗口", "71", "72"].every((what) => said[0].includes(what)), `${why} it says ${said}`);
  };
  await says(other, "at once");
  must((await other.locator("td.clash").count()) === 1, "the cell is not marked");
  await other.reload();
  await says(other, "made anew");
  await other.close();
  await part(first, "problems");
  await says(first, "in another window and part");
  await first.locator("#conflicts .end button").first().click();
  await first.waitForURL(/parts\/requests/);
  await first.waitForFunction(() => document.querySelector('input[data-place="cell:requests/carried_in/research"]')?.value === "72");
  await settled(first);
  must((await strips(first).count()) === 0, "what was decided is asked again");
  await part(first, "requests");
  must((await cell(first, "carried_in", "research").inputValue()) === "72" && (await strips(first).count()) === 0, "the server has it not");
});

await trial("somebody else who signs in has nothing of it in their name, and takes nothing away", async () => {
  await part(first, "problems");
  const before = await text(first);
  await context.clearCookies();
  const other = await tab();
  await signIn(other, "stranger");
  await write(first, "换人以后写的");
  await word(first, "登录的是别人");
  const said = await first.locator("#offline").textContent();
  must(said.includes("现在登录的是stranger（别的局）") && said.includes("用clerk的账号登录"), `it says ${said}`);
  if (pictures) await first.screenshot({ path: path.join(pictures, "somebody-else.png") });
  other.on("dialog", (d) => { faults.push(`asked: ${d.message()}`); void d.accept(); });
  await other.getByRole("button", { name: "退出" }).click();
  await other.waitForSelector('[name="login"]');
  await signIn(other);
  await other.close();
  await first.evaluate(() => window.dispatchEvent(new Event("focus")));
  await settled(first);
  must((await stands(first, "problems")) === before + "换人以后写的", "the server has it not");
});

await trial("nothing is asked of who leaves when all is saved", async () => {
  await part(first, "problems");
  await settled(first);
  const keeps = await first.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("gongwen:")));
  must(keeps.length === 0, `the browser keeps ${keeps}`);
});

await trial("back and forth while it is saved", async () => {
  const before = await text(first);
  await write(first, "走以前写的");
  await first.goto(`${address}/documents/${document_}/parts/overview`);
  await first.goBack();
  await settled(first);
  must((await text(first)) === before + "走以前写的", `what stands there ends in ${(await text(first)).slice(-40)}`);
  await first.goForward();
  await first.waitForSelector("gw-pages img[src]");
  must((await stands(first, "problems")) === before + "走以前写的", "the server has it not");
});

await trial("a file that is too large is told before it is sent", async () => {
  await first.goto(`${address}/new`);
  let asked = 0;
  first.on("request", (r) => { if (r.method() === "POST") asked++; });
  await first.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Blob([new Uint8Array(65 << 20)])], "大.docx"));
    const input = document.querySelector("#f1");
    input.files = data.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  must((await first.locator(".too-large").textContent()).includes("64 MB"), "nothing says so");
  must(asked === 0 && (await first.locator("#f1").evaluate((e) => e.files.length)) === 0, "it is sent");
});

await trial("ten thousand rows and a megabyte are pasted", async () => {
  await part(first, "requests");
  const before = await cell(first, "new", "natural_person").inputValue();
  await cell(first, "new", "natural_person").click();
  await first.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "1\t2\t3\n".repeat(10000));
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await first.waitForSelector("#paste[open]");
  if (pictures) await first.screenshot({ path: path.join(pictures, "paste-rows.png") });
  await first.keyboard.press("Escape");
  must((await cell(first, "new", "natural_person").inputValue()) === before, "the cell has changed");
  await part(first, "problems");
  const was = await text(first);
  await toEnd(first);
  await first.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "很长的文字。".repeat(60000));
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await word(first, "没有存上.*太长");
  await first.keyboard.press("Control+z");
  await settled(first);
  must((await text(first)) === was, "it is not taken back");
});

await trial("no script failed", async () => must(faults.length === 0, faults.join("; ")));
await end(browser);
