// Looks at every screen in the two windows that offices have. Prints a line for each trial: "ok NAME" or
// "bad NAME: WHY". Usage: node screens.mjs NODE_MODULES CHROMIUM ADDRESS PASSWORD DOCUMENTS CODES [PICTURES]; the documents are FORMAT=ID,
// with commas between, the codes those of the leader's second factor.
import { looker } from "./looks.mjs";
import { begin, end, must, trial } from "./trial.mjs";

const [modules, executablePath, address, password, documents, codes, pictures] = process.argv.slice(2);
const { browser, axe } = await begin(modules, executablePath);
const look = looker(axe, pictures);
const faults = [];
const people = new Map();

// as is the page of somebody who has signed in; of nobody for no login.
async function as(login) {
  if (people.has(login)) return people.get(login);
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(60000);
  page.on("pageerror", (e) => faults.push(`${login}: ${e}`));
  page.on("console", (m) => { if (/Content Security Policy/.test(m.text())) faults.push(`${login}: ${m.text()}`); });
  if (login) {
    await page.goto(address);
    await page.keyboard.type(login);
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    if (login === "leader") { await page.keyboard.press("Tab"); await page.keyboard.type(codes.split(",")[0]); }
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
  }
  people.set(login, page);
  return page;
}

// heads are the rows of the head of a table, which do not lie over each other when it is scrolled.
const heads = () => {
  let below = -1;
  for (const row of document.querySelectorAll("table.gov thead tr")) {
    const tops = [...row.cells].map((cell) => cell.getBoundingClientRect());
    if (tops.some((box) => Math.abs(box.top - tops[0].top) > 1)) return "the cells of a row are not level";
    if (below >= 0 && Math.abs(tops[0].top - below) > 1) return `a row begins at ${tops[0].top}, not at ${below}`;
    below = Math.min(...tops.map((box) => box.bottom));
  }
  return "";
};

// inItsFace has the name at the head be in one face, which the page brings.
async function inItsFace(page) {
  await page.evaluate(() => document.fonts.ready.then(() => true));
  const client = await page.context().newCDPSession(page);
  await client.send("DOM.enable");
  await client.send("CSS.enable");
  const { root } = await client.send("DOM.getDocument");
  const { nodeId } = await client.send("DOM.querySelector", { nodeId: root.nodeId, selector: ".head .name, .letter .t" });
  const { fonts } = await client.send("CSS.getPlatformFontsForNode", { nodeId });
  await client.detach();
  must(fonts.length === 1 && fonts[0].isCustomFont, `the name is in ${fonts.map((f) => f.familyName)}`);
}

const at = async (login, where, name, does) => trial(name, async () => {
  const page = await as(login);
  await page.goto(address + where);
  if (/\/parts\//.test(page.url())) await page.waitForSelector("gw-pages img[src]");
  await inItsFace(page);
  await look(page, name, does && (() => does(page)));
});
// more is a screen of a kind of which the others are looked at: for pictures, and where there is time.
const more = async (...screen) => { if (pictures || process.env.GONGWEN_SOAK === "1") await at(...screen); };
const ids = new Map(documents.split(",").map((one) => one.split("=")));
const annual = `/documents/${ids.get("annual")}`, accounts = `/documents/${ids.get("accounts")}`;

await at("", "/sign-in", "sign-in");
await trial("sign-in refused", async () => {
  const page = await as("");
  await page.goto(`${address}/sign-in`);
  await page.keyboard.type("nobody");
  await page.keyboard.press("Tab");
  await page.keyboard.type("不对的");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[role=alert]");
  await look(page, "sign-in-refused");
});
await at("clerk", "/", "home");
await at("clerk", "/new", "new");
await at("clerk", "/downloads", "downloads");
await at("clerk", "/account", "account");
await at("clerk", `${annual}/compare`, "compare");
await more("clerk", `${annual}/changes`, "changes");
await at("clerk", `${annual}/register`, "register");
await more("clerk", `${annual}/review`, "review");
await more("clerk", `${annual}/publish`, "publish");
for (const part of ["head", "overview", "disclosure", "review", "problems"]) await more("clerk", `${annual}/parts/${part}`, `annual-${part}`);
await at("clerk", `${annual}/parts/requests`, "annual-requests");
await more("clerk", `${annual}/parts/requests`, "table-scrolled", (page) => page.locator('input[data-place="cell:requests/outcome.total/natural_person"]').focus());
const scrolled = async (page) => {
  await page.locator("table.gov tbody input:visible").last().focus();
  await page.locator("table.gov").evaluate((table) => { table.closest(".scroll").scrollTop = 120; });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const said = await page.evaluate(heads);
  must(said === "", said);
};
await at("clerk", `${annual}/parts/requests`, "head-of-a-table", scrolled);
await at("clerk", `${accounts}/parts/gk05`, "head-of-gk05", scrolled);
for (const part of ["gk01", "gk02", "gk07"]) await more("clerk", `${accounts}/parts/${part}`, `head-of-${part}`, scrolled);
await at("clerk", `${annual}/parts/requests`, "menu", async (page) => { if (!(await page.evaluate(() => document.querySelector("details.menu").open))) await page.locator("details.menu summary").click(); });
await at("clerk", `${annual}/parts/requests`, "two-pages", (page) => page.locator('button[data-zoom="two"]').click());
for (const part of ["head", "overview", "gk01", "gk02", "gk07"]) await more("clerk", `${accounts}/parts/${part}`, `accounts-${part}`);
await at("clerk", `${accounts}/parts/gk02`, "list-last-year", async (page) => { const last = page.locator('button[data-do="last"]'); if ((await last.getAttribute("aria-pressed")) !== "true") await last.click(); });
await more("clerk", `${annual}/parts/requests`, "table-last-year", async (page) => { const last = page.locator('button[data-do="last"]'); if ((await last.getAttribute("aria-pressed")) !== "true") await last.click(); });
for (const [format, id] of ids) if (!["annual", "accounts", "broken"].includes(format)) await (format === "notice" ? at : more)("clerk", `/documents/${id}`, `begun-${format}`);
await more("gatherer", "/collect", "collect");
await more("gatherer", "/collect/new", "collect-new");
await at("system", "/accounts", "administrators");
await at("security", "/accounts", "granters");
await at("auditor", "/audit", "audit");
await at("clerk", "/nowhere", "error-404");
await more("clerk", `/documents/nothing`, "error-404-document");
await at("clerk", "/accounts", "error-403");
await at("newcomer", "/", "first-login");
await at("stranger", `/documents/${ids.get("broken")}/review`, "server-error");
await trial("second factor", async () => {
  const page = await as("leader");
  await page.goto(`${address}/account`);
  await look(page, "second-factor");
  await page.fill("#c1", password);
  await page.getByRole("button", { name: "换一批备用码" }).click();
  await page.waitForSelector(".codes");
  await look(page, "backup-codes");
});
await trial("too large a file", async () => {
  const page = await as("clerk");
  await page.goto(`${address}/new`);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Blob([new Uint8Array(65 << 20)])], "大.docx"));
    const input = document.querySelector("#f1");
    input.files = data.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.waitForSelector(".too-large");
  await look(page, "error-413");
});
// Who tries too often is told; the last trial, as nobody signs in after it.
await trial("locked out, too fast", async () => {
  const page = await as("");
  let status = 0;
  const again = async (login) => {
    await page.goto(`${address}/sign-in`);
    await page.fill('[name="login"]', login);
    await page.fill('[name="password"]', "不对的");
    const answer = page.waitForResponse((r) => r.request().method() === "POST");
    await page.keyboard.press("Enter");
    status = (await answer).status();
    await page.waitForSelector("[role=alert]");
  };
  for (let i = 0; i < 6; i++) await again("second");
  must((await page.locator("[role=alert]").innerText()).includes("停用"), "nobody is locked out");
  await look(page, "locked-out");
  for (let i = 0; status !== 429; i++) { must(i < 25, "nobody is too fast"); await again("nobody"); }
  await look(page, "error-429");
});
await trial("no script failed", async () => must(faults.length === 0, faults.join("; ")));
await end(browser);
