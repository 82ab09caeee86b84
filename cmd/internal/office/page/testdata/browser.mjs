// Somebody at the page, in Chromium. Prints a line for each trial: "ok NAME" or
// "bad NAME: WHY". Usage: node browser.mjs NODE_MODULES CHROMIUM ADDRESS LOGIN PASSWORD DOCUMENT [PICTURES]
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { accessible as axeOf, begin, end, must, pace, trial } from "./trial.mjs";

const [modules, executablePath, address, login, password, document_, pictures] = process.argv.slice(2);
const { browser, axe } = await begin(modules, executablePath);
const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN", bypassCSP: false });
const page = await context.newPage();
page.setDefaultTimeout(120000);
const faults = [];
page.on("pageerror", (e) => faults.push(String(e)));
page.on("request", (r) => { if (!r.url().startsWith(address) && !r.url().startsWith("data:") && !r.url().startsWith("blob:")) faults.push(`asked ${r.url()}`); });

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
const shot = async (name) => { if (pictures) await page.screenshot({ path: path.join(pictures, `${name}.png`) }); };
const accessible = (name) => axeOf(page, axe, name);
const cell = (row, column) => page.locator(`input[data-place="cell:requests/${row}/${column}"]`);
const errors = () => page.locator("#findings .tag.err").count();

await trial("signing in by keyboard", async () => {
  await page.goto(address);
  await accessible("sign-in");
  await shot("sign-in");
  await page.keyboard.type(login);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".home");
  await accessible("home");
  await shot("home");
});

await trial("a broken sum is named and mended", async () => {
  await part("requests");
  must((await errors()) === 0, "there are errors at the beginning");
  const one = cell("outcome.disclosed", "natural_person");
  const was = await one.inputValue();
  await one.click();
  await saved(() => page.keyboard.type("９９"));
  must((await errors()) > 0, "no error is named");
  must((await page.locator("td.bad").count()) > 0, "no cell is marked");
  await page.keyboard.press("Tab");
  await settled();
  must((await one.inputValue()) === "99", `full-width digits stay: ${await one.inputValue()}`);
  await accessible("requests");
  await shot("requests");
  await page.keyboard.press("F8");
  must(await page.evaluate(() => document.activeElement?.matches("td.bad input, td.hint input")), "F8 goes to no finding");
  await one.click();
  await saved(() => page.keyboard.type(was));
  must((await errors()) === 0, "the error stays");
});

await trial("a range from a spreadsheet", async () => {
  const first = cell("outcome.unavailable.not_held", "natural_person");
  const row = ["natural_person", "business", "research"].map((c) => cell("outcome.unavailable.not_held", c));
  const before = await Promise.all(row.map((c) => c.inputValue()));
  await first.click();
  await saved(() => page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "５\t6\t7\r\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }));
  const after = await Promise.all(row.map((c) => c.inputValue()));
  must(after.join() === "5,6,7", `pasted ${after}`);
  await page.keyboard.press("Control+z");
  await settled();
  const back = await Promise.all(row.map((c) => c.inputValue()));
  must(back.join() === before.join(), `taken back to ${back}`);
});

await trial("ranges as they come", async () => {
  const row = ["natural_person", "business", "research"].map((c) => cell("outcome.unavailable.not_held", c));
  const values = () => Promise.all(row.map((c) => c.inputValue()));
  const before = await values(), said = [];
  for (const one of JSON.parse(await readFile(new URL("paste/ranges.json", import.meta.url), "utf8"))) {
    await row[0].click();
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, one.text);
    if (one.wrong.length > 0) {
      const wrong = await page.locator("#paste-wrong li").allInnerTexts();
      if (wrong.length !== one.wrong.length || !one.wrong.every((what, i) => wrong[i].includes(what))) said.push(`${one.name}: it says ${wrong}`);
      await page.getByRole("button", { name: "放入" }).click();
      await page.waitForSelector("#paste:not([open])", { state: "attached" });
    }
    const want = one.cells.map((value, i) => value || before[i]);
    if ((await values()).join() !== want.join()) said.push(`${one.name}: ${await values()}`);
    await page.keyboard.press("Control+z");
    if ((await values()).join() !== before.join()) said.push(`${one.name}: taken back to ${await values()}`);
  }
  must(said.length === 0, said.join(" ; "));
  await settled();
});

await trial("a range with its heads and labels", async () => {
  const columns = ["natural_person", "business"], places = [...columns.map((c) => cell("new", c)), ...columns.map((c) => cell("carried_in", c)), ...columns.map((c) => cell("outcome.disclosed", c))];
  const values = () => Promise.all(places.map((c) => c.inputValue()));
  const before = await values();
  const put = async (at, text) => {
    await at.click();
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
    await page.waitForSelector("#paste[open]");
    must(await page.evaluate(() => document.activeElement?.textContent === "放入"), "Enter throws the range away");
    return page.locator("#paste").innerText();
  };
  const one = "一、本年新收政府信息公开申请数量\t\t\t31\t32\n", two = "二、上年结转政府信息公开申请数量\t\t\t33\t34\n", three = "三、本年度办理结果\t（一）予以公开\t\t35\t36\n";
  const heads = "\t\t\t申请人情况\t\n\t\t\t自然人\t法人或其他组织\n\t\t\t\t商业企业\n";
  const said = await put(places[0], heads + one + two + three);
  must(["放入 6 格", "前 3 行", "前 3 列", "一、本年新收政府信息公开申请数量 · 自然人", "（一）予以公开 · 商业企业"].every((what) => said.includes(what)), `it says ${said}`);
  await shot("paste-heads");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#paste:not([open])", { state: "attached" });
  must((await values()).join() === "31,32,33,34,35,36", `pasted ${await values()}`);
  await page.keyboard.press("Control+z");
  must((await values()).join() === before.join(), `taken back to ${await values()}`);
  const other = await put(places[2], one + two);
  must(other.includes("放入 0 格") && other.includes("是“一、本年新收政府信息公开申请数量”，这里是“二、上年结转政府信息公开申请数量”"), `of other rows it says ${other}`);
  await page.keyboard.press("Escape");
  must((await values()).join() === before.join(), "thrown away, it is there");
  await settled();
});

await trial("the clipboard itself, with totals", async () => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: address });
  const columns = ["natural_person", "business", "research", "welfare", "legal_service", "other", "total"];
  const row = columns.map((c) => cell("carried_in", c));
  const values = () => Promise.all(row.map((c) => c.inputValue()));
  const shows = (want) => page.waitForFunction(([places, want]) => places.map((p) => document.querySelector(`input[data-place="cell:requests/carried_in/${p}"]`).value).join() === want, [columns, want]);
  const before = (await values()).join("\t");
  const paste = async (text) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await cell("new", "natural_person").focus();
    await row[0].focus();
    await page.keyboard.press("Control+v");
  };
  await saved(() => paste("1,001\t2\t3\t4\t5\t6\t1021"));
  await shows("1001,2,3,4,5,6,1021");
  must((await row[6].evaluate((e) => e.parentElement.className)).includes("sum"), "a total that is right is not the program's");
  await paste("1\t2\t3\t4\t5\t6\t99");
  await shows("1,2,3,4,5,6,99");
  await page.waitForFunction(() => document.querySelector('input[data-place="cell:requests/carried_in/total"]').closest("td.bad"));
  await cell("new", "natural_person").focus();
  await row[0].focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Control+c");
  must((await page.evaluate(() => navigator.clipboard.readText())).trim() === "1\t2\t3\t4\t5\t6\t99", "what is copied is something else");
  await saved(() => page.keyboard.press("Delete"));
  await shows("0,0,0,0,0,0,0");
  must((await row[6].evaluate((e) => e.parentElement.className)).includes("sum"), "Delete does not have the total computed again");
  await saved(() => paste(before));
  await settled();
});

await trial("keys of the table", async () => {
  await cell("new", "natural_person").click();
  await page.keyboard.press("Enter");
  must(await page.evaluate(() => document.activeElement.dataset.place === "cell:requests/carried_in/natural_person"), "Enter goes elsewhere");
  await page.keyboard.press("ArrowRight");
  must(await page.evaluate(() => document.activeElement.dataset.place === "cell:requests/carried_in/business"), "→ goes elsewhere");
  await page.keyboard.press("Shift+Enter");
  must(await page.evaluate(() => document.activeElement.dataset.place === "cell:requests/new/business"), "Shift+Enter goes elsewhere");
  const value = await cell("new", "business").inputValue();
  await page.keyboard.type("123");
  await page.keyboard.press("Escape");
  must((await cell("new", "business").inputValue()) === value, "Esc does not take back");
  await settled();
});

await trial("a change comes to its page", async () => {
  const one = cell("new", "business"), was = await one.inputValue();
  await one.click();
  await pace(page, "a cell", async (i) => { await one.press("F2"); await one.press("Control+a"); await page.keyboard.type(String(i + 1)); });
  await one.press("Control+a");
  await saved(() => page.keyboard.type(was));
});

// Chinese input, by the protocol that a browser's own tests use.
const compose = async (does) => {
  const client = await context.newCDPSession(page);
  await does({
    set: (text) => client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length }),
    end: (text) => client.send("Input.insertText", { text }),
  });
  await client.detach();
};
const text = () => page.locator("gw-prose textarea").inputValue(); // the source, also where it is not shown
const editor = () => page.locator("gw-prose .ProseMirror");
const toEnd = async () => { await editor().click(); await page.keyboard.press("Control+End"); };

await trial("nothing half composed is saved", async () => {
  await part("problems");
  await toEnd();
  const sent = [];
  const listen = (r) => { if (r.url().endsWith("/edits")) sent.push(r.postData() ?? ""); };
  page.on("request", listen);
  const before = await text();
  await compose(async (ime) => {
    for (const half of ["z", "zh", "zhe", "zhen"]) await ime.set(half);
    await page.waitForTimeout(600); // longer than a save waits: nothing may be sent
    must(sent.length === 0, `sent ${sent}`);
    await saved(() => ime.end("政务"));
  });
  must((await text()) === before + "政务", `the text ends ${(await text()).slice(-8)}`);
  must(sent.every((s) => !s.includes("zhe")), "half composed text was sent");
  page.off("request", listen);
});

await trial("composing over a selection, and given up", async () => {
  const before = await text();
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  await compose(async (ime) => {
    await ime.set("gong");
    await saved(() => ime.end("公开"));
  });
  must((await text()) === before.slice(0, -2) + "公开", `the text ends ${(await text()).slice(-8)}`);
  await compose(async (ime) => {
    await ime.set("xin");
    await ime.set("");
  });
  await page.waitForTimeout(600);
  must((await text()) === before.slice(0, -2) + "公开", `given up, it ends ${(await text()).slice(-8)}`);
});

await trial("a caret that has just moved stays when checks speak", async () => {
  await page.keyboard.press("Control+Home");
  await page.waitForFunction(() => document.querySelector("gw-prose").caret === 0);
  const before = await text();
  const stayed = await page.evaluate(() => {
    const prose = document.querySelector("gw-prose"), all = document.createTreeWalker(prose.querySelector(".ProseMirror"), NodeFilter.SHOW_TEXT);
    let last = null;
    while (all.nextNode()) if (all.currentNode.nodeValue.trim()) last = all.currentNode;
    getSelection().collapse(last, last.length);
    prose.findings([{ at: 2, level: "error" }]); // before the browser tells of the caret
    return getSelection().anchorNode === last && getSelection().anchorOffset === last.length;
  });
  must(stayed, "the caret was put back");
  await saved(() => page.keyboard.type("丁"));
  must((await text()) === before.trimEnd() + "丁" + before.slice(before.trimEnd().length), `it stands elsewhere: ${(await text()).slice(0, 4)} … ${(await text()).slice(-6)}`);
  await saved(() => page.keyboard.press("Control+z"));
});

await trial("punctuation at the beginning of a line", async () => {
  await page.keyboard.press("Control+End");
  const before = await text();
  await page.keyboard.press("Enter");
  await compose(async (ime) => { await saved(() => ime.end("“")); });
  must((await text()) === before + "\n\n“", `the text ends ${JSON.stringify((await text()).slice(-4))}`);
  await compose(async (ime) => { await ime.set("，"); await saved(() => ime.end("，")); });
  must((await text()) === before + "\n\n“，", `the text ends ${JSON.stringify((await text()).slice(-4))}`);
  for (let i = 0; i < 3; i++) await page.keyboard.press("Backspace");
  await page.waitForFunction((was) => document.querySelector("gw-prose textarea").value === was, before);
  await settled();
});

await trial("composing while an answer arrives", async () => {
  const before = await text();
  await page.route("**/edits", async (route) => { await new Promise((r) => setTimeout(r, 800)); await route.continue(); });
  const answer = page.waitForResponse((r) => r.url().endsWith("/edits"));
  await page.keyboard.type("甲");
  await page.waitForRequest((r) => r.url().endsWith("/edits"));
  await compose(async (ime) => {
    await ime.set("y");
    await answer;
    await ime.set("yi");
    await page.waitForTimeout(300);
    must((await editor().innerText()).endsWith("甲yi"), `the answer has changed what is composed: ${(await editor().innerText()).slice(-6)}`);
    await saved(() => ime.end("乙"));
  });
  await page.unroute("**/edits");
  must((await text()) === before + "甲乙", `the text ends ${(await text()).slice(-6)}`);
});

await trial("composing, then a click elsewhere", async () => {
  const before = await text();
  await toEnd();
  await compose(async (ime) => {
    await ime.set("bing");
    const first = await page.locator("gw-prose .ProseMirror p").first().boundingBox();
    await page.mouse.click(first.x + first.width / 2, first.y + 10);
    must((await text()) === before, `half composed: ${(await text()).slice(-8)}`);
    await saved(() => ime.end("并")); // an input method commits what it has when somebody clicks
  });
  must((await text()) === before + "并", `the text ends ${(await text()).slice(-8)}`);
  await saved(() => page.keyboard.type("丙"));
  const now = await text();
  must(now.length === before.length + 2 && now.replace("丙", "") === before + "并", `typed on, it is ${JSON.stringify(now.slice(-12))}`);
  while ((await text()) !== before) await page.keyboard.press("Control+z");
  await settled();
});

await trial("composing given up by Esc", async () => {
  const before = await text();
  await toEnd();
  await compose(async (ime) => {
    await ime.set("ding");
    await page.keyboard.press("Escape");
    await ime.set("");
  });
  await page.waitForTimeout(600);
  must((await text()) === before, `the text ends ${(await text()).slice(-8)}`);
});

await trial("nothing is drawn anew around what is composed", async () => {
  await toEnd();
  const before = await text();
  await page.keyboard.press("Enter");
  await compose(async (ime) => {
    await ime.set("wu");
    await page.evaluate(() => {
      window.changed = [];
      const p = document.querySelector("gw-prose .ProseMirror p:last-of-type");
      window.watch = new MutationObserver((list) => window.changed.push(...list.filter((m) => m.type === "attributes" || [...m.addedNodes, ...m.removedNodes].some((n) => n.nodeType === 1)).map((m) => m.type + m.attributeName)));
      window.watch.observe(document.querySelector("gw-prose .ProseMirror"), { subtree: true, childList: true, attributes: true });
    });
    for (const half of ["wus", "wush", "wushi"]) await ime.set(half);
    // What arrives meanwhile waits.
    await page.evaluate(() => { const p = document.querySelector("gw-prose"); p.findings([{ at: 0, level: "warning" }, { at: 3, level: "error" }]); p.value = p.value + "外来"; });
    const changed = await page.evaluate(() => { window.watch.disconnect(); return window.changed; });
    must(changed.length === 0, `drawn anew: ${changed}`);
    await saved(() => ime.end("戊"));
  });
  await page.waitForFunction(() => document.querySelector("gw-prose textarea").value.endsWith("外来"));
  await page.evaluate((was) => { document.querySelector("gw-prose").value = was; document.querySelector("gw-prose").dispatchEvent(new Event("input", { bubbles: true })); }, before);
  await settled();
});

await trial("text as it will look: headings, bold, lists, tables, links", async () => {
  const before = await text();
  await toEnd();
  await page.keyboard.press("Enter");
  await page.keyboard.type("## 小标题");
  await page.keyboard.press("Enter");
  await page.keyboard.type("正文");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("加粗");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("，2*3 [注]");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- 一项");
  await page.keyboard.press("Enter");
  await page.keyboard.type("二项");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await saved(() => page.keyboard.type("列表后"));
  let want = before + "\n\n## 小标题\n\n正文**加粗**，2*3 [注]\n\n- 一项\n- 二项\n\n列表后";
  must((await text()) === want, `written: ${JSON.stringify((await text()).slice(before.length))}`);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "表格", exact: true }).click();
  for (const word of ["甲", "乙", "丙", "1", "2", "3"]) { await page.keyboard.type(word); await page.keyboard.press("Tab"); }
  await saved(() => page.getByRole("button", { name: "删行" }).click());
  want += "\n\n| 甲 | 乙 | 丙 |\n| --- | --- | --- |\n| 1 | 2 | 3 |";
  must((await text()) === want, `written: ${JSON.stringify((await text()).slice(before.length))}`);
  await accessible("editor");
  await shot("editor");
  await page.getByRole("button", { name: "源码" }).click();
  must(await page.locator("gw-prose textarea").isVisible(), "the source is not shown");
  await shot("source");
  await page.getByRole("button", { name: "源码" }).click();
  must((await text()) === want, "the source and back changes the text");
  for (let i = 0; i < 60 && (await text()) !== before; i++) await page.keyboard.press("Control+z");
  must((await text()) === before, `taken back to ${JSON.stringify((await text()).slice(before.length - 4))}`);
  await settled();
});

// What Word, WPS and Excel put into the clipboard: NAME.html and what the text is then, NAME.md.
await trial("pastes from Word, WPS and Excel", async () => {
  const before = await text(), said = [];
  const cases = new URL("paste/", import.meta.url);
  for (const file of (await readdir(cases)).filter((name) => name.endsWith(".html"))) {
    await toEnd();
    await page.keyboard.press("Enter");
    await page.evaluate((html) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      data.setData("text/plain", "没有格式的");
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, await readFile(new URL(file, cases), "utf8"));
    const got = await text(), want = `${before}\n\n${(await readFile(new URL(file.replace(".html", ".md"), cases), "utf8")).trimEnd()}`;
    if (got !== want) said.push(`${file}: ${JSON.stringify(got.slice(before.length))}`);
    if (file === "word.html") await shot("pasted");
    await page.keyboard.press("Control+z");
    if ((await text()) !== before) { said.push(`${file}: one step does not take it back`); break; }
  }
  must(said.length === 0, said.join(" ; "));
  await settled();
});

await trial("steps are taken back in their order, over parts", async () => {
  await part("requests");
  const one = cell("outcome.disclosed", "natural_person");
  const was = await one.inputValue();
  await one.click();
  await saved(() => page.keyboard.type("98"));
  await part("problems");
  const before = await text();
  await toEnd();
  await saved(() => page.keyboard.type("后写的"));
  await saved(() => page.keyboard.press("Control+z"));
  must((await text()) === before, "the text is not taken back first");
  await page.keyboard.press("Control+z");
  await page.waitForURL("**/parts/requests");
  await page.waitForFunction((v) => document.querySelector('input[data-place="cell:requests/outcome.disclosed/natural_person"]')?.value === v, was);
  await settled();
  await part("problems");
});

await trial("a lost network loses nothing", async () => {
  const before = await text();
  await toEnd();
  await context.setOffline(true);
  await page.keyboard.type("断网时写的");
  await page.waitForFunction(() => /未连上/.test(document.querySelector("#save")?.textContent ?? ""));
  await shot("offline");
  must(await page.locator("#offline").isVisible(), "nothing says so");
  await context.setOffline(false);
  await settled();
  await part("problems");
  must((await text()) === before + "断网时写的", `the text ends ${(await text()).slice(-8)}`);
});

await trial("a closed lid loses nothing", async () => {
  const before = await text();
  await context.setOffline(true);
  await toEnd();
  await page.keyboard.type("合上盖子");
  await page.waitForFunction(() => /未连上/.test(document.querySelector("#save")?.textContent ?? ""));
  await saved(async () => { // it may be sent before the page is left
    await context.setOffline(false);
    await part("problems");
  });
  await page.waitForFunction((want) => document.querySelector("gw-prose textarea")?.value === want, before + "合上盖子");
  await settled();
});

await trial("two at one place keep both", async () => {
  const other = await context.newPage();
  other.setDefaultTimeout(60000);
  await other.goto(`${address}/documents/${document_}/parts/problems`);
  await other.waitForSelector("gw-pages img[src]");
  await saved(async () => {
    await toEnd();
    await page.keyboard.type("一人写");
  });
  await other.locator("gw-prose .ProseMirror").click();
  await other.keyboard.press("Control+End");
  await other.keyboard.type("另一人写");
  const says = (what) => other.waitForFunction((what) => what.every((w) => document.querySelector("#conflicts .strip")?.textContent.includes(w)), what);
  await says(["一人写", "另一人写"]);
  await other.keyboard.type("又写下去");
  await says(["一人写", "另一人写又写下去"]);
  if (pictures) await other.screenshot({ path: path.join(pictures, "conflict.png") });
  await other.close();
});

await trial("a line goes to its field and back", async () => {
  await part("overview");
  const sheet = page.locator("gw-pages figure").nth(1);
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.3);
  await page.waitForFunction(() => document.activeElement?.closest("[data-place]") || location.hash);
  await page.waitForSelector(".over .on", { state: "attached" });
  await page.keyboard.press("Control+Enter");
  must((await page.locator(".over .on").count()) > 0, "no line is marked");
  await accessible("overview");
  await shot("overview");
});

await trial("other parts are accessible", async () => {
  for (const id of ["head", "disclosure", "review"]) {
    await part(id);
    await accessible(id);
    await shot(id);
  }
  await page.goto(`${address}/documents/${document_}/changes`);
  await accessible("changes");
  await page.goto(`${address}/documents/${document_}/compare`);
  await accessible("compare");
  await page.goto(`${address}/account`);
  await accessible("account");
  await shot("account");
  await page.goto(`${address}/new`);
  await accessible("new");
  await shot("new");
});

await trial("no script failed and nothing was asked of others", async () => must(faults.length === 0, faults.join("; ")));
await end(browser);
