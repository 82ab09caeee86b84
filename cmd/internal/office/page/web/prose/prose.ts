import { Fragment, Schema, Slice } from "prosemirror-model";
import { EditorState, NodeSelection, Selection, TextSelection, Transaction } from "prosemirror-state";
import { isInTable, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { Action, actions, insertBlock, keys, lastParagraph, linkRange, setLink } from "./commands";
import { Mark, marks, refresh } from "./marks";
import { cleaned, grid, looksLikeMarkdown } from "./paste";
import { numbers } from "./numbers";
import { makeSchema } from "./schema";
import { Source } from "./source";

// Said is a message of a check about a character of the text, from 0.
export interface Said { at: number; level: "error" | "warning" }

// Link is what the dialog of links asks for, Picture what that of pictures does.
export interface Link { text: string; href: string }
export interface Picture { file: string; alt: string; caption: string }

// Prose is a text of a report: as it will look, or as its source. It has the value of the
// <textarea> that it is made of, and says “input” when that has changed; never while
// somebody composes a character, and nothing from outside reaches it meanwhile.
export class Prose extends HTMLElement {
  private area!: HTMLTextAreaElement;
  private view: EditorView | null = null;
  private schema!: Schema;
  private text!: Source;
  private written = "";
  private dirty = false;
  private later: string | null = null; // a value that came while somebody composed
  private loading = false;
  private said: Said[] = [];
  private touched = false;
  private acts: Record<string, Action> = {};
  upload: (file: File) => Promise<string | null> = () => Promise.resolve(null);

  connectedCallback(): void {
    if (this.area) return;
    const area = this.querySelector("textarea");
    if (!area) return;
    this.area = area;
    this.dataset.place = area.dataset.place;
    delete area.dataset.place;
    this.written = area.value;
    area.addEventListener("input", (e) => { e.stopPropagation(); if (!(e as InputEvent).isComposing) this.typedSource(); });
    area.addEventListener("compositionend", () => this.typedSource());
    area.addEventListener("change", (e) => e.stopPropagation());
    this.schema = makeSchema((file) => `/documents/${this.dataset.document ?? ""}/pictures/${encodeURIComponent(file)}`);
    this.acts = actions(this.schema);
    numbers(this, (this.dataset.numbers ?? "").split("|"));
    this.show(localStorage.getItem(kept) === "source");
  }

  get value(): string { return this.written; }
  set value(value: string) {
    if (value === this.written && this.later === null) return;
    if (this.view?.composing) { this.later = value; return; }
    this.later = null;
    this.written = this.area.value = value;
    if (this.view) this.load(value);
  }

  get readOnly(): boolean { return this.area.readOnly; }
  set readOnly(value: boolean) {
    this.area.readOnly = value;
    this.view?.setProps({ editable: () => !value });
  }

  // source reports whether the source is shown.
  get source(): boolean { return this.view === null; }

  // show shows the source, or the text as it will look.
  show(source: boolean): void {
    this.settle();
    localStorage.setItem(kept, source ? "source" : "");
    const at = this.caret;
    if (source && this.view) {
      this.view.destroy();
      this.view.dom.remove();
      this.view = null;
    } else if (!source && !this.view) this.create();
    this.area.hidden = !source;
    if (this.touched && at >= 0) this.focusAt(at);
    this.tell();
  }

  private create(): void {
    const mount = document.createElement("div");
    this.append(mount);
    this.text = new Source(this.schema, this.written);
    const owner = { composing: () => this.view?.composing ?? false, active: () => this.touched, marks: () => this.places() };
    let state = EditorState.create({
      doc: this.text.doc,
      plugins: [...keys(this.schema, "attachments" in this.dataset), tableEditing(), ...marks(owner), lastParagraph],
    });
    state = state.apply(state.tr);
    this.text.update(state.doc);
    const editor = this.view = new EditorView({ mount }, {
      state,
      editable: () => !this.area.readOnly,
      attributes: { class: "prose", role: "textbox", tabindex: "0", "aria-multiline": "true", "aria-label": this.area.getAttribute("aria-label") ?? "", spellcheck: "false" },
      dispatchTransaction: (tr) => this.dispatch(editor, tr),
      transformPastedHTML: (html) => { this.miss(html); return cleaned(html, Boolean(this.dataset.numbers)); },
      transformPasted: (slice) => this.fit(slice),
      clipboardTextParser: (text, _, plain) => {
        const table = grid(text);
        if (plain || editor.state.selection.$from.parent.type.spec.code || (table === "" && !looksLikeMarkdown(text))) return undefined as unknown as Slice;
        return Slice.maxOpen(new Source(this.schema, table || text).doc.content);
      },
      handlePaste: (_, e, slice) => slice.size === 0 && this.take(e.clipboardData),
      handleDrop: (_, e) => this.take((e as DragEvent).dataTransfer),
      handleDOMEvents: {
        compositionend: () => { window.setTimeout(() => this.settle(), 60); return false; },
        blur: () => { window.setTimeout(() => this.settle(), 60); return false; },
        focus: () => { this.touched = true; return false; },
        beforeinput: (_, e) => {
          if (e.inputType !== "historyUndo" && e.inputType !== "historyRedo") return false;
          e.preventDefault(); // the page has one order of steps for everything
          return true;
        },
      },
    });
    this.area.hidden = true;
    this.mark();
  }

  private dispatch(view: EditorView, tr: Transaction): void {
    view.updateState(view.state.apply(tr));
    if (tr.docChanged && !this.loading) {
      if (view.composing) this.dirty = true;
      else this.commit(view);
    }
    if (!view.composing && (tr.docChanged || tr.selectionSet || tr.storedMarksSet)) this.tell();
  }

  private commit(view: EditorView): void {
    this.dirty = false;
    this.put(this.text.update(view.state.doc));
  }

  private put(text: string): void {
    if (text === this.written) return;
    this.written = text;
    if (this.area.value !== text) this.area.value = text;
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private typedSource(): void { this.put(this.area.value); }

  // settle takes up what was composed, and what came meanwhile.
  private settle(): void {
    const { view } = this;
    if (!view || view.composing) return;
    if (this.dirty) this.commit(view);
    if (this.later !== null) this.value = this.later;
    this.mark();
    this.tell();
  }

  // load puts another text in the place of what has changed.
  private load(text: string): void {
    const { view } = this;
    if (!view) return;
    this.hear();
    this.text = new Source(this.schema, text);
    const now = view.state.doc.content, next = this.text.doc.content;
    const start = now.findDiffStart(next);
    if (start !== null) {
      const end = now.findDiffEnd(next);
      let a = end?.a ?? now.size, b = end?.b ?? next.size;
      const overlap = start - Math.min(a, b);
      if (overlap > 0) { a += overlap; b += overlap; }
      const tr = view.state.tr.replace(start, a, this.text.doc.slice(start, b));
      tr.setSelection(Selection.near(tr.doc.resolve(Math.min(tr.doc.content.size, Math.max(0, b))), -1));
      this.loading = true;
      view.dispatch(tr.scrollIntoView());
      this.loading = false;
    }
    this.text.update(view.state.doc);
    this.mark();
    this.tell();
  }

  // miss says how many pictures do not come with a text: programs put their places on a disk beside it, which no page reads.
  private miss(html: string): void {
    const many = html.includes("data-pm-slice") ? 0 : new DOMParser().parseFromString(html, "text/html").querySelectorAll("img, v\\:imagedata").length;
    if (many > 0) this.dispatchEvent(new CustomEvent("missed", { bubbles: true, detail: many }));
  }

  // fit makes one line of what is pasted into a cell or a caption.
  private fit(slice: Slice): Slice {
    const { view } = this;
    if (!view) return slice;
    const one = isInTable(view.state) || view.state.selection.$from.parent.type.name === "figure";
    if (!one || slice.content.firstChild?.type.name.startsWith("table")) return slice;
    let inline = Fragment.empty;
    slice.content.descendants((node) => {
      if (node.isTextblock) { inline = inline.append(node.content); return false; }
      if (node.isInline) inline = inline.addToEnd(node);
      return true;
    });
    return new Slice(inline, 0, 0);
  }

  // take puts pictures of the clipboard or of a folder into the text.
  private take(data: DataTransfer | null): boolean {
    const files = [...data?.files ?? []].filter((f) => f.type.startsWith("image/"));
    if (files.length === 0) return false;
    void (async () => {
      for (const file of files) {
        const name = await this.upload(file);
        if (name) this.insertPicture({ file: name, alt: "", caption: "" });
      }
    })();
    return true;
  }

  // caret is the character of the text before which the caret stands; -1 for none.
  get caret(): number {
    if (!this.view) return this.touched || document.activeElement === this.area ? [...this.area.value.slice(0, this.area.selectionStart)].length : -1;
    if (!this.touched || this.view.composing || this.dirty) return -1;
    return [...this.written.slice(0, this.text.offset(this.view.state.selection.head))].length;
  }

  // focusAt goes to a character of the text, or where one was.
  focusAt(at: number): void {
    this.touched = true;
    const offset = [...this.written].slice(0, Math.max(0, at)).join("").length;
    if (!this.view) {
      this.area.focus();
      if (at >= 0) this.area.setSelectionRange(offset, offset);
      return;
    }
    if (at >= 0 && !this.view.composing) {
      const { tr } = this.view.state;
      const pos = Math.min(this.text.position(offset), tr.doc.content.size);
      this.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos))).scrollIntoView());
    }
    this.view.focus();
  }

  override focus(): void { this.focusAt(-1); }

  // show marks what checks say of the text.
  findings(said: Said[]): void {
    this.said = said;
    this.mark();
  }

  private places(): Mark[] {
    const chars = [...this.written];
    return this.said.map((s) => ({ from: this.text.position(chars.slice(0, s.at).join("").length), level: s.level }));
  }

  private mark(): void {
    this.hear();
    if (this.view && !this.view.composing && !this.dirty) this.view.dispatch(this.view.state.tr.setMeta(refresh, true));
  }

  // hear has the editor know where somebody has just put the caret. Browsers tell of that later,
  // and whatever is drawn before would put the caret back to where it was.
  private hear(): void {
    if (this.view?.hasFocus() && !this.view.composing) document.dispatchEvent(new Event("selectionchange"));
  }

  private tell(): void { this.dispatchEvent(new Event("prose", { bubbles: true })); }

  // can and is tell of the buttons' work, do does it.
  can(name: string): boolean { return this.view ? !this.readOnly && (this.acts[name]?.run(this.view.state) ?? false) : !this.readOnly && name in marksOfSource; }
  is(name: string): boolean { return this.view ? this.acts[name]?.on?.(this.view.state) ?? false : false; }

  do(name: string): void {
    if (this.readOnly) return;
    if (!this.view) { this.around(...marksOfSource[name] ?? ["", "", false]); return; }
    this.touched = true;
    this.acts[name]?.run(this.view.state, this.view.dispatch.bind(this.view), this.view);
    this.view.focus();
  }

  get inTable(): boolean { return this.view !== null && isInTable(this.view.state); }

  // link is the link at the caret, or the selected text.
  get link(): Link {
    if (!this.view) return { text: this.area.value.slice(this.area.selectionStart, this.area.selectionEnd), href: "" };
    const { state } = this.view;
    const { from, to, empty } = state.selection;
    const [a, b] = empty ? linkRange(state) : [from, to];
    const mark = this.schema.marks.link;
    let href = "";
    state.doc.nodesBetween(a, Math.max(b, a), (node) => { href ||= String(mark.isInSet(node.marks)?.attrs.href ?? ""); return true; });
    return { text: state.doc.textBetween(a, b), href };
  }

  setLink(link: Link): void {
    if (!this.view) {
      if (link.href) this.replace(`[${link.text || link.href}](${link.href})`);
      return;
    }
    this.view.dispatch(setLink(this.view.state, link.text, link.href).scrollIntoView());
    this.view.focus();
  }

  // picture is the picture of the caret; null for none.
  get picture(): Picture | null {
    const node = this.view && this.figure()?.node;
    return node ? { file: String(node.attrs.file), alt: String(node.attrs.alt), caption: node.textContent } : null;
  }

  private figure() {
    if (!this.view) return null;
    const { selection } = this.view.state;
    if (selection instanceof NodeSelection && selection.node.type.name === "figure") return { node: selection.node, pos: selection.from };
    const { $from } = selection;
    return $from.parent.type.name === "figure" ? { node: $from.parent, pos: $from.before() } : null;
  }

  insertPicture(p: Picture): void {
    if (!this.view) { this.replace(`\n\n![${p.caption}](${/[\s()]/.test(p.file) ? `<${p.file}>` : p.file}${p.alt ? ` "${p.alt.replace(/"/g, '\\"')}"` : ""})\n\n`); return; }
    const node = this.schema.node("figure", { file: p.file, alt: p.alt }, p.caption ? this.schema.text(p.caption) : undefined);
    this.view.dispatch(insertBlock(this.view.state, node, 1).scrollIntoView());
    this.view.focus();
  }

  // setPicture changes the picture of the caret.
  setPicture(p: Picture): void {
    const found = this.figure();
    if (!this.view || !found) return;
    const { tr } = this.view.state;
    if (p.caption !== found.node.textContent) tr.replaceWith(found.pos + 1, found.pos + 1 + found.node.content.size, p.caption ? this.schema.text(p.caption) : Fragment.empty);
    this.view.dispatch(tr.setNodeMarkup(found.pos, null, { file: p.file, alt: p.alt }));
    this.view.focus();
  }

  // insertChart puts the source of a chart into the text.
  insertChart(source: string): void {
    if (!this.view) { this.replace(`\n\n${source}\n\n`); return; }
    const { state } = this.view;
    const inside = state.selection.$from.parent;
    if (inside.type.name === "chart") {
      const start = state.selection.$from.start();
      this.view.dispatch(state.tr.replaceWith(start, start + inside.content.size, this.schema.text(source)));
    } else this.view.dispatch(insertBlock(state, this.schema.node("chart", null, this.schema.text(source)), 1).scrollIntoView());
    this.view.focus();
  }

  // chart is the source of the chart of the caret; empty for none.
  get chart(): string {
    const parent = this.view?.state.selection.$from.parent;
    return parent?.type.name === "chart" ? parent.textContent : "";
  }

  private replace(text: string): void {
    const { selectionStart: a, selectionEnd: b, value } = this.area;
    this.area.value = value.slice(0, a) + text + value.slice(b);
    this.area.focus();
    this.area.setSelectionRange(a + text.length, a + text.length);
    this.typedSource();
  }

  // around puts marks around what is selected in the source, or before its line.
  private around(before: string, after: string, line: boolean): void {
    const { selectionStart: a, selectionEnd: b, value } = this.area;
    const from = line ? value.lastIndexOf("\n", a - 1) + 1 : a;
    this.area.value = value.slice(0, from) + before + value.slice(from, b) + after + value.slice(b);
    this.area.focus();
    this.area.setSelectionRange(from + before.length, b + before.length);
    this.typedSource();
  }

  // select selects from one character of the text to another.
  select(from: number, to: number): void {
    if (!this.view) return;
    const { tr, doc } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.create(doc, this.text.position(from), this.text.position(to))));
  }
}

const kept = "gongwen-source"; // of the machine, whoever signs in

const marksOfSource: Record<string, [string, string, boolean]> = {
  attachment: ["# ", "", true], heading: ["## ", "", true], heading3: ["### ", "", true], heading4: ["#### ", "", true],
  bold: ["**", "**", false], list: ["- ", "", true], numbers: ["1. ", "", true],
  table: ["\n\n| 甲 | 乙 |\n| --- | --- |\n| ", " |  |\n\n", false],
};
