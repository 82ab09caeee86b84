import { number } from "./marks";

// Text from Word, WPS and the web, without what a report has no use for: their markup is
// brought down to paragraphs, headings, lists, tables, bold and links.

const bullets = /^[·•●○■□◆◇▪▫➢➤√✓§ØlnuüvÀ\uf06c\uf0b7\uf0a7\uf0d8\uf0fc\uf075\uf076-]$/;
const blocks = "p,div,h1,h2,h3,h4,h5,h6,li,tr,table,ul,ol,blockquote,pre,section,article,header,footer,dd,dt,center,figure";

const hidden = /display:\s*none|mso-hide:\s*all/i;
// What Word has of comments: their marks in the text, and the list of them behind it.
const comment = '.MsoCommentReference,.msocomanchor,[style*="mso-element:comment-list"]';

interface Made { kind: "p" | "h" | "bullet" | "number" | "table"; level: number; html: string }

// cleaned is the HTML that the editor reads in place of what was pasted; without the numbers of headings
// where the program numbers them.
export function cleaned(html: string, numbers: boolean): string {
  const body = new DOMParser().parseFromString(html.replace(/<!\[if !supportLists\]>|<!\[endif\]>|<!--\[if !supportLists\]-->|<!--\[endif\]-->/gi, ""), "text/html").body;
  body.querySelectorAll("style,script,meta,link,title,xml,head,noscript,template,object,iframe,svg,math,o\\:p:empty,del").forEach((e) => e.remove());
  for (const node of [...comments(body), ...body.querySelectorAll(comment)]) node.remove();
  if (body.querySelector("[data-pm-slice]")) return html;
  const made: Made[] = [];
  walk(body, made);
  if (numbers) for (const m of made) if (m.kind === "h") m.html = m.html.replace(number, "").trimStart() || m.html;
  return joined(made);
}

function comments(root: Node): Comment[] {
  const out: Comment[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  while (walker.nextNode()) out.push(walker.currentNode as Comment);
  return out;
}

// walk takes the blocks out of an element; text beside blocks is a paragraph.
function walk(root: Element, made: Made[]): void {
  let loose: Node[] = [];
  const flush = () => {
    for (const html of inline(loose, false)) made.push({ kind: "p", level: 0, html });
    loose = [];
  };
  for (const node of [...root.childNodes]) {
    if (!(node instanceof Element)) { loose.push(node); continue; }
    if (!node.matches(blocks) && !node.querySelector(blocks)) { loose.push(node); continue; }
    flush();
    block(node, made);
  }
  flush();
}

function block(e: Element, made: Made[]): void {
  const name = e.tagName.toLowerCase();
  if (name === "table") { made.push({ kind: "table", level: 0, html: table(e as HTMLTableElement) }); return; }
  if (name === "ul" || name === "ol") { list(e, name, made); return; }
  if (e.querySelector(blocks)) { walk(e, made); return; }
  const level = headingLevel(e);
  const mark = listMark(e);
  inline([...e.childNodes], level > 0).forEach((html, i) => {
    if (level > 0) made.push({ kind: "h", level, html });
    else if (mark && i === 0) made.push(listed(mark, html));
    else made.push({ kind: "p", level: 0, html });
  });
}

function list(e: Element, name: string, made: Made[]): void {
  for (const child of [...e.children]) {
    if (child.matches("ul,ol")) { list(child, child.tagName.toLowerCase(), made); continue; }
    const inner: Made[] = [];
    walk(child, inner);
    for (const m of inner) made.push(m.kind === "p" ? { ...m, kind: name === "ol" ? "number" : "bullet" } : m);
  }
}

// listMark takes the mark of a list that Word and WPS write as text out of a paragraph.
function listMark(e: Element): string {
  const style = e.getAttribute("style") ?? "";
  const ignored = [...e.querySelectorAll<HTMLElement>("[style]")].filter((s) => /mso-list:\s*ignore/i.test(s.getAttribute("style") ?? ""));
  const mark = ignored.map((s) => s.textContent ?? "").join("").replace(/[\s\u00a0]+/g, "");
  ignored.forEach((s) => s.remove());
  return mark || /mso-list:(?!\s*(none|ignore))/i.test(style) && ignored.length > 0 ? mark || "·" : "";
}

function listed(mark: string, html: string): Made {
  if (bullets.test(mark)) return { kind: "bullet", level: 0, html };
  const number = /^[(（]?([0-9]{1,3})[.)）、．]$/.exec(mark);
  if (number && /^[0-9]+[.．]$/.test(mark)) return { kind: "number", level: Number(number[1]), html };
  return { kind: "p", level: 0, html: escape(mark) + html };
}

// headingLevel is the level of a heading: of HTML, of Word's styles or its outline.
function headingLevel(e: Element): number {
  const outline = /mso-outline-level:\s*([1-9])/i.exec(e.getAttribute("style") ?? "")?.[1] ?? /^(?:MsoHeading|Heading|a?标题)\s*([1-9])/i.exec(e.className)?.[1] ?? /^h([1-6])$/i.exec(e.tagName)?.[1];
  return outline ? Math.min(Math.max(Number(outline), 2), 4) : 0;
}

// inline is the HTML of text: line breaks part it, blanks around it go.
function inline(nodes: Node[], heading: boolean): string[] {
  const parts: { text: string; bold: boolean; href: string }[][] = [[]];
  const add = (node: Node, bold: boolean, href: string) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = (node.nodeValue ?? "").replace(/\u00a0/g, " ").replace(/[ \t]*[\r\n]+[ \t]*/g, "\n").replace(/[ \t]+/g, " ");
      if (text) parts[parts.length - 1].push({ text, bold, href });
      return;
    }
    if (!(node instanceof Element)) return;
    if (node.tagName === "BR") { parts.push([]); return; }
    const style = node.getAttribute("style") ?? "";
    if (hidden.test(style)) return;
    let b = bold;
    if (/^(b|strong)$/i.test(node.tagName)) b = true;
    const weight = /(?:^|;)\s*font-weight:\s*(\w+)/i.exec(style)?.[1] ?? ""; // Word says mso-bidi-font-weight beside it
    if (/^(bold|[6-9]00)$/i.test(weight)) b = true;
    else if (/^(normal|[1-5]00)$/i.test(weight)) b = false;
    const to = node.tagName === "A" ? node.getAttribute("href") ?? "" : "";
    for (const child of node.childNodes) add(child, b && !heading, /^(https?:\/\/|mailto:)/i.test(to) ? to : href);
  };
  for (const node of nodes) add(node, false, "");
  return parts.map((runs) => {
    let last = "";
    const whole = runs.map((r, i) => {
      const next = runs[i + 1]?.text ?? "";
      const text = r.text.replace(/\n/g, (_, at: number) => gap(at > 0 ? r.text[at - 1] : last, r.text[at + 1] ?? next[0] ?? ""));
      last = text.slice(-1) || last;
      return { ...r, text };
    });
    while (whole.length && (whole[0].text = whole[0].text.replace(/^[\s\u3000]+/, "")) === "") whole.shift();
    while (whole.length && (whole[whole.length - 1].text = whole[whole.length - 1].text.replace(/[\s\u3000]+$/, "")) === "") whole.pop();
    return whole.map((r) => {
      const html = r.bold ? `<strong>${escape(r.text)}</strong>` : escape(r.text);
      return r.href ? `<a href="${escape(r.href)}">${html}</a>` : html;
    }).join("");
  }).filter((html) => html !== "");
}

// gap is what a line break of the markup stands for: between Chinese characters nothing.
function gap(before: string, after: string): string {
  const wide = /[\u2014-\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\ud840-\udfff]/;
  return before === "" || after === "" || wide.test(before) || wide.test(after) ? "" : " ";
}

function table(e: HTMLTableElement): string {
  // Spreadsheets bring hidden rows too, and one without height that only says how wide columns are.
  const seen = (one: Element) => !hidden.test(one.getAttribute("style") ?? "");
  const all = [...e.rows], shown = all.filter(seen);
  const rows = shown.map((row, r) => "<tr>" + [...row.cells].filter(seen).map((cell) => {
    const text = inlineOf(cell);
    const span = (name: string, n: number) => n > 1 ? ` ${name}="${n}"` : "";
    const align = /text-align:\s*(center|right)/i.exec(cell.getAttribute("style") ?? "")?.[1] ?? cell.getAttribute("align") ?? "";
    const kind = r === 0 ? "th" : "td";
    return `<${kind}${span("rowspan", all.slice(all.indexOf(row), all.indexOf(row) + cell.rowSpan).filter(seen).length)}${span("colspan", cell.colSpan)}${/^(center|right)$/i.test(align) && r > 0 ? ` data-align="${align.toLowerCase()}"` : ""}><p>${text}</p></${kind}>`;
  }).join("") + "</tr>");
  return `<table><tbody>${rows.join("")}</tbody></table>`;
}

// inlineOf is the text of a cell, whose paragraphs become one.
function inlineOf(cell: Element): string {
  const inner: Made[] = [];
  walk(cell, inner);
  return inner.filter((m) => m.kind !== "table").map((m) => m.html).join("");
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function joined(made: Made[]): string {
  let out = "", open = "";
  const close = (kind: string) => {
    if (open === kind) return;
    if (open) out += open === "bullet" ? "</ul>" : "</ol>";
    open = kind;
    if (open) out += open === "bullet" ? "<ul>" : "<ol>";
  };
  for (const m of made) {
    close(m.kind === "bullet" || m.kind === "number" ? m.kind : "");
    switch (m.kind) {
      case "h": out += `<h${m.level}>${m.html}</h${m.level}>`; break;
      case "p": out += `<p>${m.html}</p>`; break;
      case "table": out += m.html; break;
      default: out += `<li><p>${m.html}</p></li>`;
    }
  }
  close("");
  return out;
}

// looksLikeMarkdown reports whether plain text is written as in a report file.
export function looksLikeMarkdown(text: string): boolean {
  return /^#{1,6} \S/m.test(text) || /\*\*[^*\s][^*]*\*\*/.test(text) || /^\|.*\|\s*\n\|[\s:|-]+\|/m.test(text) || /^[-*+] \S.*\n[-*+] \S/m.test(text) || /!\[[^\]]*\]\([^)]+\)/.test(text);
}

// grid is a range that was copied from a spreadsheet as text, as a table in Markdown;
// empty for other text.
export function grid(text: string): string {
  const rows = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map((row) => row.split("\t"));
  if (rows.length < 2 || rows[0].length < 2 || rows.some((row) => row.length !== rows[0].length)) return "";
  const lines = rows.map((row) => `| ${row.map((c) => c.trim().replace(/[\\|*_[\]<^`~]/g, "\\$&")).join(" | ")} |`);
  return [lines[0], `|${" --- |".repeat(rows[0].length)}`, ...lines.slice(1)].join("\n");
}
