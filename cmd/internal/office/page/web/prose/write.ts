import { Node as ProseNode } from "prosemirror-model";
import { TableMap } from "prosemirror-tables";
import { mayClose, mayOpen } from "./inline";

// writeBlock is the Markdown of a block, written so that data/load reads just what
// stands in it. before is the number of the ordered item above a paragraph.
export function writeBlock(node: ProseNode, list: "" | "bullet" | "ordered", number: number, before: number): string {
  switch (node.type.name) {
    case "heading": return `${"#".repeat(Number(node.attrs.level))} ${headingEnd(writeInline(node))}`;
    case "list_item": return (list === "ordered" ? `${number}. ` : "- ") + writeInline(node.child(0));
    case "figure": return figure(node);
    case "table": return table(node);
    case "chart":
    case "raw": return node.textContent;
  }
  return lineBegin(writeInline(node), before);
}

function headingEnd(text: string): string { return text.replace(/(^|\s)(#+)$/, (_, s: string, h: string) => `${s}${h.replace(/#/g, "\\#")}`); }

// lineBegin keeps a paragraph from being read as something else.
function lineBegin(text: string, before: number): string {
  if (/^(#{1,6}(\s|$)|##|\||>|[-*+] )/.test(text)) return `\\${text}`;
  const number = /^([0-9]{1,3})\. /.exec(text);
  if (number && Number(number[1]) === before + 1 && before > 0) return text.replace(".", "\\.");
  if (text === "chart:" || text === "图表:") return text.replace(":", "\\:");
  return text;
}

function figure(node: ProseNode): string {
  const file = String(node.attrs.file), alt = String(node.attrs.alt);
  const name = file === "" || /[\s()<>\\]/.test(file) ? `<${file.replace(/[<>\\]/g, "\\$&")}>` : file;
  return `![${writeInline(node)}](${name}${alt ? ` "${alt.replace(/[\\"]/g, "\\$&").replace(/\s+/g, " ")}"` : ""})`;
}

function table(node: ProseNode): string {
  const map = TableMap.get(node);
  const aligns: string[] = [];
  const rows: string[] = [];
  for (let r = 0; r < map.height; r++) {
    const row: string[] = [];
    for (let c = 0; c < map.width; c++) {
      const pos = map.map[r * map.width + c];
      const first = map.findCell(pos);
      if (first.top === r && first.left === c) {
        const cell = node.nodeAt(pos);
        aligns[c] ||= String(cell?.attrs.align ?? "");
        const text = cell ? writeInline(cell.child(0)).replace(/\|/g, "\\|") : "";
        row.push(text === "<" || text === "^" ? `\\${text}` : text);
      } else {
        row.push(first.left < c ? "<" : "^");
      }
    }
    rows.push(`| ${row.join(" | ")} |`);
  }
  const line = Array.from({ length: map.width }, (_, c) => aligns[c] || "").map((a) => a === "center" ? ":---:" : a === "right" ? "---:" : "---");
  return [rows[0], `| ${line.join(" | ")} |`, ...rows.slice(1)].join("\n");
}

interface Part { text: string; bold: boolean; done?: boolean } // done: it has its marks

// writeInline is the text of a block with its marks.
export function writeInline(block: ProseNode): string {
  const parts: Part[] = [];
  let i = 0;
  while (i < block.childCount) {
    const href = hrefOf(block.child(i));
    if (!href) { parts.push({ text: block.child(i).text ?? "", bold: isBold(block.child(i)) }); i++; continue; }
    const inside: Part[] = [];
    for (; i < block.childCount && hrefOf(block.child(i)) === href; i++) inside.push({ text: block.child(i).text ?? "", bold: isBold(block.child(i)) });
    const bold = inside.every((p) => p.bold);
    parts.push({ text: link(href, bold ? inside.map((p) => ({ ...p, bold: false })) : inside), bold, done: true });
  }
  return joined(parts, false).trim();
}

function hrefOf(node: ProseNode): string { return String(node.marks.find((m) => m.type.name === "link")?.attrs.href ?? ""); }
function isBold(node: ProseNode): boolean { return node.marks.some((m) => m.type.name === "strong"); }

function link(href: string, inside: Part[]): string {
  const plain = inside.map((p) => p.text).join("");
  if (inside.every((p) => !p.bold) && (href === plain && /^https?:[^\s<>]*$/i.test(href) || href === `mailto:${plain}` && /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(plain))) return `<${plain}>`;
  const to = /[\s()<>\\]/.test(href) ? `<${href.replace(/[<>\\]/g, "\\$&")}>` : href;
  return `[${joined(inside, true)}](${to})`;
}

// joined puts ** around what is bold, as far as it may open and close there.
function joined(parts: Part[], inLink: boolean): string {
  const pieces: Part[] = [];
  parts.forEach((p, k) => {
    const last = pieces[pieces.length - 1];
    if (!p.bold || p.done) { pieces.push(p); return; }
    let text = p.text, before = "", after = "";
    const starts = last?.bold !== true;
    if (starts) while (text && !mayOpen(first(text)) && !escapable.test(text)) { before += first(text); text = text.slice(first(text).length); }
    if (!parts[k + 1]?.bold) while (text && !mayClose(final(text))) { after = final(text) + after; text = text.slice(0, -final(text).length); }
    if (before) pieces.push({ text: before, bold: false });
    if (text) pieces.push({ text, bold: true });
    if (after) pieces.push({ text: after, bold: false });
  });
  let out = "", bold = false;
  pieces.forEach((p, i) => {
    if (p.bold !== bold) { out += "**"; bold = p.bold; }
    const next = pieces[i + 1];
    const begins = p.bold && !pieces[i - 1]?.bold && escapable.test(p.text);
    out += p.done ? p.text : begins ? `\\${p.text[0]}${escaped(p.text.slice(1), inLink, false, p.bold !== (next?.bold ?? false), next?.done === true)}` : escaped(p.text, inLink, p.bold !== (pieces[i - 1]?.bold ?? false), p.bold !== (next?.bold ?? false), next?.done === true);
  });
  return bold ? out + "**" : out;
}

// A mark before which ** opens once it has a backslash.
const escapable = /^[)\]},.;:?!]/;

function first(text: string): string { return String.fromCodePoint(text.codePointAt(0) ?? 0); }
function final(text: string): string { return [...text.slice(-2)].pop() ?? ""; }

// escaped puts backslashes before marks that would be read as marks, or of which
// data/load says that they are not set. starts and ends: ** stands beside the text;
// linked: a link does.
function escaped(text: string, inLink: boolean, starts: boolean, ends: boolean, linked: boolean): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i], next = text[i + 1] ?? "", before = text[i - 1] ?? "";
    let mark = false;
    switch (c) {
      case "\\": mark = next === "" || /[!-/:-@[-`{-~]/.test(next); break;
      case "*": {
        let n = 1;
        while (text[i + n] === "*") n++;
        const beside = i === 0 && starts || i + n === text.length && ends;
        if (n > 2 && !beside) { out += c.repeat(n); i += n - 1; continue; }
        mark = beside || n === 2 || !(/[\s\w]/.test(before) && /[\s\w]/.test(next));
        if (n > 1) { out += "\\*".repeat(n); i += n - 1; continue; }
        break;
      }
      case "_": mark = !(/\w/.test(before) && /\w/.test(next)); break;
      case "`": case "~": case "^": mark = true; break;
      case "=": mark = next === "="; break;
      case "&": mark = /[a-zA-Z#]/.test(next); break;
      case "<": mark = /[a-zA-Z/]/.test(next); break;
      case "[": mark = inLink || /^\[(\^|[ xX]\] )|\]\(/.test(text.slice(i)); break;
      case "]": mark = inLink; break;
      case "!": mark = next === "[" || next === "" && linked; break;
    }
    out += mark ? `\\${c}` : c;
  }
  return out;
}
