// What data/load reads inside of a block: strong emphasis by its rule for Chinese,
// links, autolinks, pictures, backslashes.

export interface Line { start: number; end: number } // of the source, without its line break

// Piece is a stretch of text that looks alike, with the offset of each of its UTF-16
// units in the source.
export interface Piece { text: string; bold: boolean; href: string; at: number[] }

export interface Picture { file: string; alt: string; caption: Piece[]; captionEnd: number; start: number; end: number }

export interface Inline {
  pieces: Piece[];
  end: number; // the offset behind the text
  pictures: Picture[] | null; // where there is nothing else
  bad: boolean; // something that cannot be shown as what it is
}

type Token =
  | { kind: "text"; text: string; at: number[] }
  | { kind: "break"; at: number }
  | { kind: "mark"; open: boolean; close: boolean; at: number }
  | { kind: "label"; image: boolean; at: number }
  | { kind: "strong"; of: Token[] }
  | { kind: "link"; href: string; of: Token[] }
  | { kind: "image"; file: string; alt: string; of: Token[]; start: number; close: number; end: number };

const punctuation = /[!-/:-@[-`{-~]/;
const opensNot = /[\s\p{Pe}\p{Pf}，。、；：？！,.;:?!]/u;
const closesNot = /[\s\p{Ps}\p{Pi}]/u;
const url = /^<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\x00-\x20<>\x7f]*)>/;
const mail = /^<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*)>/;

// mayOpen reports whether ** may open before a character, mayClose whether it may close
// behind one.
export function mayOpen(after: string): boolean { return after !== "" && !opensNot.test(after); }
export function mayClose(before: string): boolean { return before !== "" && !closesNot.test(before); }

// unescape takes the backslashes before marks away.
export function unescape(text: string): string { return text.replace(/\\([!-/:-@[-`{-~])/g, "$1"); }

// readInline reads the lines of a block.
export function readInline(source: string, lines: Line[]): Inline {
  let text = "";
  const at: number[] = [];
  lines.forEach((line, i) => {
    for (let k = line.start; k < line.end; k++) { text += source[k]; at.push(k); }
    if (i < lines.length - 1) { text += "\n"; at.push(line.end); }
  });
  at.push(lines.length ? lines[lines.length - 1].end : 0);
  const scan = new Scanner(text, at);
  const tokens = scan.scan();
  const joined = new Joiner(source);
  joined.add(tokens, false, "");
  return { pieces: joined.pieces, end: at[text.length], pictures: pictures(source, tokens), bad: joined.bad };
}

function pictures(source: string, tokens: Token[]): Picture[] | null {
  const found: Picture[] = [];
  for (const t of tokens) {
    if (t.kind === "image") {
      const joined = new Joiner(source);
      joined.add(t.of, false, "");
      if (joined.bad) return null;
      found.push({ file: t.file, alt: t.alt.trim(), caption: joined.pieces, captionEnd: t.close, start: t.start, end: t.end });
    } else if (t.kind !== "break") return null;
  }
  return found.length > 0 ? found : null;
}

class Scanner {
  private i = 0;
  private tokens: Token[] = [];
  private labels: number[] = []; // indices of tokens

  constructor(private readonly text: string, private readonly at: number[]) {}

  scan(): Token[] {
    const { text } = this;
    while (this.i < text.length) {
      const c = text[this.i];
      if (c === "\n") this.lineBreak();
      else if (c === "\\") this.backslash();
      else if (c === "*") this.asterisks();
      else if (c === "[") this.open(false);
      else if (c === "!" && text[this.i + 1] === "[") this.open(true);
      else if (c === "]") this.close();
      else if (c === "<") this.angle();
      else this.plain(1);
    }
    return strong(plainLabels(this.tokens));
  }

  private plain(n: number): void {
    const last = this.tokens[this.tokens.length - 1];
    const text = this.text.slice(this.i, this.i + n), at = this.at.slice(this.i, this.i + n);
    if (last?.kind === "text") { last.text += text; last.at.push(...at); }
    else this.tokens.push({ kind: "text", text, at });
    this.i += n;
  }

  // lineBreak drops blanks before a line's end.
  private lineBreak(): void {
    const last = this.tokens[this.tokens.length - 1];
    if (last?.kind === "text") {
      const kept = last.text.replace(/[ \t\v\f\r]+$/, "");
      last.at.length = kept.length;
      last.text = kept;
      if (kept === "") this.tokens.pop();
    }
    this.tokens.push({ kind: "break", at: this.at[this.i++] });
  }

  private backslash(): void {
    const next = this.text[this.i + 1] ?? "";
    if (!punctuation.test(next)) return this.plain(1);
    this.i++;
    this.plain(1);
  }

  private asterisks(): void {
    let n = 1;
    while (this.text[this.i + n] === "*") n++;
    if (n !== 2) return this.plain(n);
    const before = charBefore(this.text, this.i), after = charAt(this.text, this.i + 2);
    this.tokens.push({ kind: "mark", open: mayOpen(after), close: mayClose(before), at: this.at[this.i] });
    this.i += 2;
  }

  private open(image: boolean): void {
    this.labels.push(this.tokens.length);
    this.tokens.push({ kind: "label", image, at: this.at[this.i] });
    this.i += image ? 2 : 1;
  }

  private close(): void {
    const index = this.labels.pop();
    if (index === undefined) return this.plain(1);
    const label = this.tokens[index] as Token & { kind: "label" };
    const inside = this.tokens.slice(index + 1);
    const target = !label.image && hasLink(inside) ? null : this.target(this.i + 1);
    if (!target) {
      this.tokens[index] = labelText(label);
      return this.plain(1);
    }
    this.tokens.length = index;
    const of = strong(plainLabels(inside));
    const close = this.at[this.i];
    this.i = target.end;
    if (label.image) this.tokens.push({ kind: "image", file: unescape(target.to), alt: unescape(target.title), of, start: label.at, close, end: this.at[this.i - 1] + 1 });
    else this.tokens.push({ kind: "link", href: unescape(target.to), of });
  }

  // target reads (address "title") from an index on.
  private target(from: number): { to: string; title: string; end: number } | null {
    const { text } = this;
    if (text[from] !== "(") return null;
    let i = skip(text, from + 1);
    if (text[i] === ")") return { to: "", title: "", end: i + 1 };
    let to: string;
    const lineEnd = text.indexOf("\n", i) < 0 ? text.length : text.indexOf("\n", i);
    const start = i;
    if (text[i] === "<") {
      for (i++; i < lineEnd && text[i] !== ">"; i++) if (text[i] === "\\" && punctuation.test(text[i + 1] ?? "")) i++;
      if (i >= lineEnd) return null;
      to = text.slice(start + 1, i++);
    } else {
      for (let depth = 0; i < lineEnd; i++) {
        const c = text[i];
        if (c === "\\" && punctuation.test(text[i + 1] ?? "")) i++;
        else if (c === "(") depth++;
        else if (c === ")") { if (--depth < 0) break; }
        else if (/[ \t\v\f\r]/.test(c)) break;
      }
      to = text.slice(start, i);
      if (to === "") return null;
    }
    i = skip(text, i);
    if (text[i] === ")") return { to, title: "", end: i + 1 };
    const closer = text[i] === "(" ? ")" : text[i];
    if (closer !== '"' && closer !== "'" && closer !== ")" || text[i] === ")") return null;
    const begin = ++i;
    for (; i < text.length && text[i] !== closer; i++) if (text[i] === "\\" && punctuation.test(text[i + 1] ?? "")) i++;
    if (i >= text.length) return null;
    const title = text.slice(begin, i);
    i = skip(text, i + 1);
    return text[i] === ")" ? { to, title, end: i + 1 } : null;
  }

  private angle(): void {
    const rest = this.text.slice(this.i);
    const found = mail.exec(rest) ?? url.exec(rest);
    if (!found) return this.plain(1);
    const href = (mail.test(rest) ? "mailto:" : "") + found[1];
    const text = found[1], begin = this.i + 1;
    this.tokens.push({ kind: "link", href, of: [{ kind: "text", text, at: this.at.slice(begin, begin + text.length) }] });
    this.i += found[0].length;
  }
}

function skip(text: string, i: number): number {
  while (i < text.length && /[ \t\n\v\f\r]/.test(text[i])) i++;
  return i;
}

function charAt(text: string, i: number): string { return i < text.length ? String.fromCodePoint(text.codePointAt(i) ?? 0) : ""; }

function charBefore(text: string, i: number): string {
  const low = text.charCodeAt(i - 1);
  return low >= 0xdc00 && low < 0xe000 ? text.slice(i - 2, i) : text.slice(Math.max(0, i - 1), i);
}

function labelText(label: Token & { kind: "label" }): Token {
  return label.image ? { kind: "text", text: "![", at: [label.at, label.at + 1] } : { kind: "text", text: "[", at: [label.at] };
}

function plainLabels(tokens: Token[]): Token[] {
  return tokens.map((t) => t.kind === "label" ? labelText(t) : t);
}

function hasLink(tokens: Token[]): boolean {
  return tokens.some((t) => t.kind === "link" || "of" in t && hasLink(t.of));
}

// strong pairs ** with **.
function strong(tokens: Token[]): Token[] {
  const out: Token[] = [];
  const openers: number[] = [];
  for (const t of tokens) {
    if (t.kind !== "mark") { out.push(t); continue; }
    const from = t.close ? openers.pop() : undefined;
    if (from !== undefined) out.push({ kind: "strong", of: out.splice(from).slice(1) });
    else {
      if (t.open) openers.push(out.length);
      out.push(t);
    }
  }
  return out.map((t) => t.kind === "mark" ? { kind: "text", text: "**", at: [t.at, t.at + 1] } : t);
}

// Joiner makes pieces of tokens; lines are joined as data/load joins them.
class Joiner {
  pieces: Piece[] = [];
  bad = false;
  private broken = -1; // the offset of a line break that waits for what follows

  constructor(private readonly source: string) {}

  add(tokens: Token[], bold: boolean, href: string): void {
    for (const t of tokens) {
      switch (t.kind) {
        case "break": this.broken = t.at; break;
        case "text": this.text(t.text, t.at, bold, href); break;
        case "strong": this.add(t.of, true, href); break;
        case "link": {
          const before = this.length();
          this.add(t.of, bold, t.href);
          if (this.length() === before || t.href === "") this.bad = true;
          break;
        }
        default: this.bad = true;
      }
    }
  }

  private length(): number { return this.pieces.reduce((n, p) => n + p.text.length, 0); }

  private text(text: string, at: number[], bold: boolean, href: string): void {
    if (text === "") return;
    const last = this.pieces[this.pieces.length - 1];
    if (this.broken >= 0 && last && blankBetween(last.text, text)) { last.text += " "; last.at.push(this.broken); }
    this.broken = -1;
    if (last && last.bold === bold && last.href === href) { last.text += text; last.at.push(...at); }
    else this.pieces.push({ text, bold, href, at: [...at] });
  }
}

const space = /\s/, han = /\p{Script=Han}/u;

function blankBetween(before: string, after: string): boolean {
  const a = charBefore(before, before.length), b = charAt(after, 0);
  if (space.test(a) || space.test(b) || isChineseMark(a) || isChineseMark(b)) return false;
  return !han.test(a) || !han.test(b);
}

function isChineseMark(c: string): boolean {
  if ("“”‘’…—·".includes(c)) return true;
  const r = c.codePointAt(0) ?? 0;
  return r >= 0x3001 && r <= 0x303f && !han.test(c) || r >= 0xff01 && r <= 0xff65 && !/[\p{L}\p{Nd}]/u.test(c);
}
