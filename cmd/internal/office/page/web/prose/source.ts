import { Fragment, Node as ProseNode, Schema } from "prosemirror-model";
import { Block, Reader, Span } from "./read";
import { isEmpty } from "./schema";
import { writeBlock } from "./write";

interface Placed extends Block { pos: number } // pos: of the node in the document

interface Unit { node: ProseNode; list: Block["list"]; number: number; pos: number }

// units are the blocks of a document; items of lists are blocks of their own.
function units(doc: ProseNode): Unit[] {
  const out: Unit[] = [];
  doc.forEach((node, pos) => {
    const list = node.type.name === "bullet_list" ? "bullet" : node.type.name === "ordered_list" ? "ordered" : "";
    if (!list) { out.push({ node, list, number: 0, pos }); return; }
    let number = 0;
    node.forEach((item, offset) => {
      if (!isEmpty(item)) number++;
      out.push({ node: item, list, number: list === "ordered" ? Math.max(1, number) : 0, pos: pos + 1 + offset });
    });
  });
  return out;
}

const keys = new WeakMap<ProseNode, string>();

function key(node: ProseNode): string {
  let made = keys.get(node);
  if (made === undefined) keys.set(node, made = JSON.stringify(node.toJSON()));
  return made;
}

function same(a: Unit, b: Unit): boolean {
  return a.list === b.list && a.number === b.number && (a.node === b.node || key(a.node) === key(b.node));
}

// Source is a text in Markdown beside the document that was made of it. Blocks that
// nobody changed keep their source, character by character, and so do the empty lines
// between them.
export class Source {
  private blocks: Placed[] = [];
  doc: ProseNode;

  constructor(private readonly schema: Schema, public text: string) {
    const blocks = new Reader(schema, text).read();
    this.doc = document(schema, blocks);
    const placed = units(this.doc);
    this.blocks = blocks.map((b, i) => ({ ...b, pos: placed[i].pos }));
  }

  // update takes up a changed document, and gives its text.
  update(doc: ProseNode): string {
    if (doc === this.doc) return this.text;
    const base = this.blocks;
    const known = new Set(base.map((b) => b.node));
    const now = units(doc).filter((u) => !isEmpty(u.node) || known.has(u.node));
    const from = matches(base, now);
    this.doc = doc;
    let placed = this.compose(now, from, true);
    if (!this.holds(placed, from)) placed = this.compose(now, from, false);
    const tail = base.length && placed.blocks.length ? this.text.slice(base[base.length - 1].start + base[base.length - 1].raw.length) : "";
    this.blocks = placed.blocks;
    this.text = placed.text + tail;
    return this.text;
  }

  // compose writes blocks; from says which block of the text each was. likeBefore keeps
  // the lines between blocks also beside those that were changed in place.
  private compose(now: Unit[], from: (number | undefined)[], likeBefore: boolean): { text: string; blocks: Placed[] } {
    const base = this.blocks;
    const inPlace = now.length === base.length;
    let text = base.length && now.length ? this.text.slice(0, base[0].start) : "";
    const blocks: Placed[] = [];
    now.forEach((unit, i) => {
      const was = from[i];
      const before = now[i - 1];
      let raw: string, spans: Span[];
      if (was !== undefined) ({ raw, spans } = base[was]);
      else {
        raw = writeBlock(unit.node, unit.list, unit.number, before?.list === "ordered" ? before.number : 0);
        spans = this.spans(raw, unit);
      }
      if (i > 0) {
        const a = from[i - 1] ?? (inPlace && likeBefore ? i - 1 : undefined), b = was ?? (inPlace && likeBefore ? i : undefined);
        if (a !== undefined && b === a + 1) text += this.text.slice(base[a].start + base[a].raw.length, base[b].start);
        else text += unit.list !== "" && before.list === unit.list && (unit.list === "bullet" || unit.number === before.number + 1) ? "\n" : "\n\n";
      }
      blocks.push({ ...unit, raw, spans, start: text.length });
      text += raw;
    });
    return { text, blocks };
  }

  // holds reports whether what was written beside what was kept reads as it should.
  private holds(placed: { text: string; blocks: Placed[] }, from: (number | undefined)[]): boolean {
    const { blocks, text } = placed;
    let first = from.findIndex((f) => f === undefined), last = from.length - 1;
    if (first < 0) return true;
    while (last > first && from[last] !== undefined) last--;
    first = Math.max(0, first - 1);
    last = Math.min(blocks.length - 1, last + 1);
    while (first > 0 && blocks[first].list !== "") first--;
    const read = new Reader(this.schema, text.slice(blocks[first].start, blocks[last].start + blocks[last].raw.length)).read();
    return read.length === last - first + 1 && read.every((b, i) => {
      const want = blocks[first + i];
      return b.node.type === want.node.type && b.list === want.list && b.number === want.number;
    });
  }

  // spans are where the texts of a written block stand in it.
  private spans(raw: string, unit: Unit): Span[] {
    const read = new Reader(this.schema, unit.list === "ordered" ? raw.replace(/^[0-9]+\. /, (m) => `-${" ".repeat(m.length - 1)}`) : raw).read();
    const spans: Span[] = [];
    let k = 0;
    const found = read[0]?.spans ?? [];
    unit.node.descendants((node, pos) => {
      if (node.isTextblock) { spans.push(fitted(node, pos + 2, found[k++], raw)); return false; }
      return true;
    });
    if (unit.node.isTextblock) spans.push(fitted(unit.node, 1, found[0], raw));
    return spans;
  }

  // offset is where a position of the document stands in the text.
  offset(pos: number): number {
    const { blocks } = this;
    let block: Placed | undefined;
    for (const b of blocks) { if (b.pos <= pos) block = b; else break; }
    if (!block) return blocks[0]?.start ?? 0;
    let span = block.spans[0];
    for (const s of block.spans) if (block.pos + s.rel <= pos) span = s;
    if (!span) return block.start;
    const i = Math.min(Math.max(pos - block.pos - span.rel, 0), span.at.length - 1);
    return block.start + span.at[i];
  }

  // position is where an offset of the text stands in the document.
  position(offset: number): number {
    const { blocks } = this;
    let block = blocks[0];
    for (const b of blocks) { if (b.start <= offset) block = b; else break; }
    if (!block) return 1;
    const at = offset - block.start;
    let span = block.spans[0];
    for (const s of block.spans) if (s.at[0] <= at) span = s;
    if (!span) return block.pos;
    let i = span.at.findIndex((a) => a >= at);
    if (i < 0) i = span.at.length - 1;
    return block.pos + span.rel + i;
  }
}

// fitted is the span of a textblock: of one that reads a little differently from what
// stands in the editor, as with a blank at its end, as far as it goes.
function fitted(node: ProseNode, rel: number, found: Span | undefined, raw: string): Span {
  const length = node.content.size;
  const at = found ? [...found.at] : [0];
  for (let lead = node.textContent.length - node.textContent.trimStart().length; lead > 0 && at.length < length + 1; lead--) at.unshift(at[0]);
  while (at.length < length + 1) at.push(at[at.length - 1] ?? raw.length);
  at.length = length + 1;
  return { rel, at };
}

// matches says for each unit which of the blocks it still is.
function matches(base: Placed[], now: Unit[]): (number | undefined)[] {
  const from: (number | undefined)[] = new Array(now.length).fill(undefined);
  let head = 0;
  while (head < base.length && head < now.length && same(base[head], now[head])) { from[head] = head; head++; }
  let tail = 0;
  while (tail < base.length - head && tail < now.length - head && same(base[base.length - 1 - tail], now[now.length - 1 - tail])) {
    from[now.length - 1 - tail] = base.length - 1 - tail;
    tail++;
  }
  let next = head;
  for (let i = head; i < now.length - tail; i++) {
    for (let k = next; k < base.length - tail; k++) {
      if (!same(base[k], now[i])) continue;
      from[i] = k;
      next = k + 1;
      break;
    }
  }
  return from;
}

// document is the document of blocks: items are put into lists.
function document(schema: Schema, blocks: Block[]): ProseNode {
  const out: ProseNode[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const { list, node } = blocks[i];
    if (!list) { out.push(node); continue; }
    const items = [node];
    while (i + 1 < blocks.length && blocks[i + 1].list === list && (list === "bullet" || blocks[i + 1].number === blocks[i].number + 1)) items.push(blocks[++i].node);
    out.push(schema.node(list === "bullet" ? "bullet_list" : "ordered_list", null, Fragment.from(items)));
  }
  return schema.node("doc", null, out.length ? Fragment.from(out) : schema.node("paragraph"));
}
