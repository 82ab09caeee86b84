import { Field, Finding, State, Undecided, element, make, who } from "./types";
import { apart } from "./apart";
import { Grid } from "./grid";
import { lease } from "./lease";
import { Pages } from "./pages";
import { Prose } from "./prose/prose";
import { Rows } from "./rows";
import { collect } from "./collect";
import { review } from "./review";
import { Saves } from "./saves";
import { keepers } from "./signout";
import { Tools, asked } from "./tools";
import { Undo } from "./undo";

customElements.define("gw-grid", Grid);
customElements.define("gw-pages", Pages);
customElements.define("gw-prose", Prose);

// largest is what a request may carry (server.go).
const largest = 64 << 20;

// called is what stands where a file's name is shown before one was chosen.
function called(name: HTMLElement): string { return (name.dataset.called ??= name.textContent ?? ""); }

// A file that was chosen shows its name, or is sent at once.
document.addEventListener("change", (e) => {
  const input = e.target;
  if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
  const name = document.querySelector<HTMLElement>(`[data-name-of="${input.id}"]`);
  // A server that refuses what is too large while it comes ends the connection, and the browser says nothing but that.
  input.form?.querySelector(".too-large")?.remove();
  if ([...input.files ?? []].reduce((size, file) => size + file.size, 0) > largest) {
    const said = make("p", "problem too-large", "太大了，一次最多传 64 MB。");
    said.setAttribute("role", "alert");
    input.value = "";
    if (name) name.textContent = called(name);
    input.form?.prepend(said);
    return;
  }
  if (name) {
    const asked = called(name);
    name.textContent = input.files?.[0]?.name ?? asked;
    const how = input.closest(".choice")?.querySelector<HTMLInputElement>('input[type="radio"]');
    if (how) how.checked = true;
  }
  if (input.dataset.do === "send") input.form?.submit();
});

// A 公文 is of no year: nothing is asked about one, and it begins empty or from a draft.
const format = document.querySelector<HTMLSelectElement>("#template");
if (format) {
  const undated = () => format.selectedOptions[0]?.closest("[data-undated]") != null;
  const ask = () => {
    for (const e of document.querySelectorAll<HTMLElement>("[data-dated]")) e.hidden = undated();
    const chosen = document.querySelector<HTMLInputElement>('[name="how"]:checked');
    if (undated() && chosen?.value === "previous") element<HTMLInputElement>("#h3").checked = true;
  };
  format.addEventListener("change", ask);
  ask();
}

keepers();
const desk = document.querySelector<HTMLElement>("#desk");
if (desk) fill(desk);

const reviewed = document.querySelector<HTMLElement>("#review, #publish, #collect");
if (reviewed) review(reviewed);
const collected = document.querySelector<HTMLElement>("#collect");
if (collected) collect(collected);

// fill makes the page of a part work.
function fill(desk: HTMLElement): void {
  const id = desk.dataset.document ?? "";
  const part = desk.dataset.part ?? "";
  const fields = new Map<string, Field>();
  for (const field of desk.querySelectorAll<Field>("[data-place]")) fields.set(field.dataset.place ?? "", field);
  const pages = element<Pages>("gw-pages");
  const grid = document.querySelector<Grid>("gw-grid");
  const strips = new WeakMap<Undecided, () => void>(); // say what stands on both sides once more
  let state: State | null = null;
  let shown = false;
  let current = "";
  let unsaved = new Set<string>(); // parts with something that the server does not take
  let scope: "part" | "all" = "all";

  const saves = new Saves(id, "readonly" in desk.dataset, {
    word(kind, text) {
      const word = element("#save");
      if (word.textContent === text) return;
      word.className = `save st ${kind}`;
      word.textContent = text;
    },
    offline(changes, kept, why) {
      const strip = element("#offline"), back = why ? "服务器好了以后" : "连上后";
      strip.hidden = changes === 0;
      strip.textContent = `${why || "没有连上服务器。"}${kept ? `可以继续填，内容存在这台电脑上，${back}自动送回。已存 ${changes} 处改动。`
        : `这台电脑的浏览器也存不下了。送到以前不要关闭这一页。还有 ${changes} 处改动没有送出。`}`;
    },
    ended(other) {
      const link = make("a", "", "在新窗口登录") as HTMLAnchorElement;
      [link.href, link.target] = ["/sign-in", "_blank"];
      const said = make("span");
      const name = document.querySelector("header.head .self")?.firstChild?.textContent ?? "";
      said.append(`${other || "登录已过期。"}可以继续填，内容存在这台电脑上。`, link, other ? `，用${name}的账号登录后回到这里，自动送出。` : "，登录后回到这里，自动送出。");
      element("#offline").replaceChildren(said);
      element("#offline").hidden = false;
    },
    checking(does) { element("#findings").setAttribute("aria-busy", String(does)); },
    merged(place, value) {
      const field = fields.get(place);
      const within = grid?.list(place) && grid.list((document.activeElement as HTMLElement | null)?.dataset?.place ?? "");
      if (!field || composing || within || field.contains(document.activeElement)) return false; // nothing changes under somebody's hands
      field.value = value;
      drawRows(place, value);
      return true;
    },
    conflicts: (list) => list.forEach(conflict),
    at(place) {
      const here = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>("[data-place]")?.dataset.place ?? "";
      return here === place || (here !== "" && grid?.list(here)?.place === place) ? here : "";
    },
    refused(places) { unsaved = new Set(places.map(sectionOf)); parts(); },
    have: () => pages.keys,
    state: show,
  });
  const undo = new Undo(`gongwen:${who()}:steps:${id}`, {
    value: (place) => fields.has(place) || place.startsWith("waive:") ? saves.value(place) : null,
    put(place, value) {
      saves.type(place, value);
      if (fields.has(place)) {
        const rows = grid?.list(place);
        if (rows) rows.fresh = false;
        draw(place);
        if (rows && moved) moved.focus();
        else focus(place, -1);
      }
      count();
    },
    go(place, does) { location.href = `/documents/${id}/parts/${sectionOf(place)}#${does}`; },
    changed: buttons,
  });
  new Tools(desk, `/documents/${id}/pictures`, (why) => { element("#save").className = "save st err"; element("#save").textContent = why; });

  // draw shows the value of a place in its field, but never while it is composed.
  function draw(place: string): void {
    const field = fields.get(place);
    if (!field || (composing && field === document.activeElement)) return;
    const typed = saves.value(place);
    drawRows(place, typed);
    const shown = typed === "" && "computed" in field.dataset ? state?.totals[place] ?? "" : typed;
    if (field.value !== shown) field.value = shown;
    if ("computed" in field.dataset) {
      field.closest("td")?.classList.toggle("sum", typed === "");
      field.tabIndex = typed === "" ? -1 : 0;
    }
  }

  // drawRows shows the value of a list.
  let moved: HTMLInputElement | null = null; // the first of its cells that has changed
  function drawRows(place: string, value: string): void {
    const rows = grid?.list(place);
    if (!rows || rows.place !== place) return;
    const { changed, other } = rows.draw(value, composing ? document.activeElement : null);
    moved = changed;
    if (other) grid?.place();
  }

  // valueOf is what was typed at a place, also at one of a cell of a list.
  function valueOf(place: string): string {
    const rows = grid?.list(place);
    return rows && rows.place !== place ? rows.value(place) : saves.value(place);
  }

  // fieldOf is where a place is edited on this page.
  function fieldOf(place: string): Field | undefined { return grid?.cell(place) ?? fields.get(place); }

  let lastSet = "";
  function set(place: string, value: string, apart: boolean): void {
    const before = valueOf(place);
    if (before === value) return;
    const rows = grid?.list(place);
    if (rows && rows.place !== place) put(rows.place, rows.with([[place, value]]), apart || lastSet !== place);
    else put(place, value, apart);
    lastSet = place;
    bar();
  }

  function put(place: string, value: string, apart: boolean): void {
    const before = saves.value(place);
    if (before === value) return drawRows(place, value);
    undo.note(place, before, value, apart);
    saves.type(place, value);
    draw(place);
  }

  // setAll sets several places, as one step; of a list all its cells at once.
  function setAll(edits: [string, string][]): void {
    const cells = new Map<Rows, [string, string][]>();
    undo.together(() => {
      for (const edit of edits) {
        const rows = grid?.list(edit[0]);
        if (rows && rows.place !== edit[0]) cells.set(rows, [...cells.get(rows) ?? [], edit]);
        else put(edit[0], edit[1], true);
      }
      for (const [rows, of] of cells) put(rows.place, rows.with(of), true);
    });
    bar();
  }

  let composing = false;
  desk.addEventListener("compositionstart", () => { composing = saves.composing = true; });
  desk.addEventListener("compositionend", (e) => { composing = saves.composing = false; typed(e.target as Field); });
  desk.addEventListener("input", (e) => { if (!composing && !(e as InputEvent).isComposing) typed(e.target as Field); });
  desk.addEventListener("change", (e) => typed(e.target as Field));

  function typed(field: Field): void {
    const place = field.dataset?.place;
    if (!place) return;
    if (place.startsWith("list:")) return; // is edited cell by cell
    const computed = grid?.list(place)?.computed(place) ?? ("computed" in field.dataset ? state?.totals[place] ?? "" : "");
    if (computed !== "" && valueOf(place) === "" && field.value === computed) return;
    set(place, field.value, false);
    count();
  }

  desk.addEventListener("missed", (e) => {
    const strip = element("#missed"), end = make("span", "end"), known = make("button", "btn s", "知道了");
    known.addEventListener("click", () => { strip.hidden = true; });
    end.append(known);
    strip.replaceChildren(`有 ${(e as CustomEvent<number>).detail} 张图片没有带过来。放到文字里要用“图片”按钮，或者单独复制图片再粘贴。`, end);
    strip.hidden = false;
  });
  desk.addEventListener("focusin", (e) => {
    const place = (e.target as HTMLElement).closest<HTMLElement>("[data-place]")?.dataset.place;
    if (place) { current = place; mark(); }
  });
  desk.addEventListener("focusout", () => window.setTimeout(() => saves.left().forEach(draw)));
  document.addEventListener("selectionchange", () => mark());

  function mark(): void {
    if (composing) return;
    const field = fields.get(current);
    pages.mark(current, field instanceof Prose ? field.caret : -1);
  }

  // What was pasted for totals stands there only where the program computes something else: then checks speak of it.
  let expected: [string, string][] = [];
  function differing(totals: Record<string, string>): void {
    if (expected.length === 0 || saves.waiting) return;
    const other = expected.filter(([place, value]) => totals[place] !== undefined && valueOf(place) === "" && Number(totals[place].replace(/,/g, "")) !== Number(value));
    expected = [];
    if (other.length > 0) setAll(other);
  }

  if (grid) grid.owner = { set, setAll, value: valueOf, expect: (totals) => { expected = totals; }, current: (place) => { current = place; bar(); mark(); } };

  for (const [place, field] of fields) {
    saves.know(place, field.value);
    if ("readonly" in desk.dataset && "readOnly" in field) field.readOnly = true;
  }
  for (const place of saves.restore()) draw(place);

  // stale reports whether the fields came with what stood there before another save, such as
  // one that this browser sent while the page was on its way; then the page is asked for
  // again, once for each version.
  function stale(version: number): boolean {
    const key = `gongwen:${who()}:fresh:${id}`;
    if (version <= Number(desk.dataset.version) || saves.waiting || sessionStorage.getItem(key) === String(version)) return false;
    sessionStorage.setItem(key, String(version));
    location.reload();
    return true;
  }

  // show shows a state of the document.
  function show(next: State): void {
    if (state && next.version < state.version) return; // it was overtaken on its way
    state = next;
    if (!shown && stale(next.version)) return;
    for (const [place, field] of fields) if ("computed" in field.dataset) draw(place);
    differing(next.totals);
    for (const rows of grid?.lists ?? []) if (!saves.pending(rows.place) && !composing) rows.say(next.totals, next.sums ?? []);
    parts();
    findings();
    if (!pages.show(next.pages, next.findings)) void saves.load();
    if (!shown) pages.begin([...fields.keys()]);
    shown = true;
    bar();
  }

  // parts says of each part how far it is.
  function parts(): void {
    for (const p of state?.parts ?? []) {
      const word = document.querySelector(`.part[data-part="${p.id}"] .st`), not = unsaved.has(p.id);
      if (word) { word.className = `st ${not ? "err" : p.kind}`; word.textContent = not ? "没有存上" : p.word; }
    }
  }

  function conflict(c: Undecided): void {
    const known = strips.get(c);
    if (known) return known();
    const strip = make("div", "strip bad");
    strip.setAttribute("role", "alert");
    const by = c.own ? "另一个窗口" : c.by;
    const text = make("span"), where = make("button", "txt", c.where);
    where.addEventListener("click", () => focus(c.place, -1));
    text.append(where, `：${c.own ? "您在另一个窗口" : c.by} ${c.at} 也改了。`);
    const mine = make("div"), theirs = make("div");
    const say = () => {
      mine.replaceChildren(c.own ? "这里的：" : "您的：", ...shown(c.mine, c.value));
      theirs.replaceChildren(`${by}的：`, ...shown(c.value, c.mine));
    };
    say();
    strips.set(c, say);
    function shown(text: string, other: string): (Node | string)[] {
      if (text === "") return ["（空）"];
      return c.place.startsWith("list:") ? [Rows.differing(text, other)] : c.place.startsWith("cell:") ? [text] : apart(text, other);
    }
    const both = make("div", "two");
    both.tabIndex = 0; // it scrolls where the texts are long
    both.setAttribute("role", "group");
    both.setAttribute("aria-label", "两边的内容");
    both.append(mine, theirs);
    const end = make("span", "end");
    const use = (word: string, value: (() => string) | null) => {
      const button = make("button", "btn s", word);
      button.addEventListener("click", () => {
        strip.remove();
        saves.decided(c);
        fieldOf(c.place)?.closest("td")?.classList.remove("clash");
        if (value !== null) set(c.place, value(), true);
        draw(c.place);
        focus(c.place, -1);
      });
      end.append(button);
    };
    use(c.own ? "用这里的" : "用我的", () => c.mine);
    use(`用${by}的`, null);
    if (c.place.startsWith("list:")) use("两份的行都留，我来改", () => `${c.value}\n${c.mine}`);
    else if (!c.place.startsWith("cell:")) use("两段都留，我来改", () => `${c.value}\n\n${c.mine}`);
    strip.append(text, both, end);
    element("#conflicts").append(strip);
    draw(c.place);
    if (!c.place.startsWith("list:")) fieldOf(c.place)?.closest("td")?.classList.add("clash");
  }

  const marked = new Set<Field>();
  // findings lists what is said of the document, and marks the fields.
  function findings(): void {
    if (!state) return;
    const list = element("#findings");
    const shown = state.findings.filter((f) => f.level !== "note" && (scope === "all" || f.part === part));
    shown.sort((a, b) => (a.level === b.level ? after(a, b) : a.level === "error" ? -1 : 1));
    list.replaceChildren(...shown.map(row));
    const errors = state.findings.filter((f) => f.level === "error").length;
    const warnings = state.findings.filter((f) => f.level === "warning").length;
    tag("#errors", "错误", errors);
    tag("#warnings", "提示", warnings);
    const named = (wide: string, word: string, n: number) => { const b = desk.querySelector(`[data-scope="${wide}"]`); if (b) b.textContent = n > 0 ? `${word} ${n}` : word; };
    named("part", "本部分", state.findings.filter((f) => f.level !== "note" && f.part === part).length);
    named("all", "全部", errors + warnings);
    list.append(...state.findings.filter((f) => f.waived && (scope === "all" || f.part === part)).map(waived));
    if (list.children.length === 0) list.replaceChildren(make("li", "quiet", "没有错误，没有提示"));
    say(`错误 ${errors}，提示 ${warnings}`);
    for (const field of marked) {
      field.closest("td")?.classList.remove("bad", "hint", "rel");
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
      field.classList.remove("wrong");
    }
    marked.clear();
    // spoken is the field that is spoken of; none of a list whose rows are others by now.
    const spoken = (place: string): Field | undefined => {
      const rows = grid?.list(place), field = rows && !rows.fresh ? undefined : fieldOf(place);
      if (field) marked.add(field);
      return field;
    };
    for (const f of state.findings) {
      if (f.level === "note") continue;
      for (const r of f.level === "error" ? f.related ?? [] : []) spoken(r.place)?.closest("td")?.classList.add("rel");
    }
    for (const [place, field] of fields) if (field instanceof Prose) field.findings(state.findings.flatMap((f) => f.place === place && f.level !== "note" ? [{ at: f.at, level: f.level }] : []));
    state.findings.forEach((f, i) => {
      if (f.level === "note") return;
      const field = spoken(f.place);
      if (!field || field instanceof Prose) return;
      field.closest("td")?.classList.add(f.level === "error" ? "bad" : "hint");
      if (f.level === "error") { field.setAttribute("aria-invalid", "true"); field.classList.add("wrong"); }
      if (document.getElementById(`finding-${i}`)) field.setAttribute("aria-describedby", `finding-${i}`);
    });
  }

  // heard is what a message says where its place is named beside it.
  function heard(f: Finding): string { return f.where && f.message.startsWith(`${f.where}：`) ? f.message.slice(f.where.length + 1) : f.message; }

  function tag(selector: string, word: string, n: number): void {
    const e = element(selector);
    e.hidden = n === 0;
    e.textContent = `${word} ${n}`;
  }

  let told = "";
  let telling = 0;
  // say tells a screen reader, at most every two seconds.
  function say(text: string): void {
    if (text === told || telling) return;
    telling = window.setTimeout(() => { telling = 0; }, 2000);
    told = text;
    element("#summary").textContent = text;
  }

  let chosen = "";
  interface Spot { part: string; place: string; at: number }
  const nameOf = (f: Finding) => `${f.place}@${f.at}@${f.rule ?? ""}`;

  // select goes to what a finding speaks of, and shows its line.
  function select(f: Finding): void {
    chosen = nameOf(f);
    for (const li of document.querySelectorAll<HTMLElement>("#findings li")) {
      if (li.dataset.finding === chosen) li.setAttribute("aria-current", "true");
      else li.removeAttribute("aria-current");
    }
    focus(f.place, f.at);
    pages.reveal();
  }

  function row(f: Finding): HTMLElement {
    const li = make("li");
    li.dataset.finding = nameOf(f);
    if (nameOf(f) === chosen) li.setAttribute("aria-current", "true");
    const words = make("div");
    words.id = `finding-${state?.findings.indexOf(f) ?? 0}`;
    if (f.where) words.append(make("span", "where", f.where));
    words.append(heard(f));
    if (f.rule) words.append(make("span", "rule", ` ${f.rule}`));
    if (f.hint) words.append(make("div", "why", f.hint));
    const acts = make("div", "do");
    const act = (word: string, does: () => void) => {
      const button = make("button", "txt", word);
      button.addEventListener("click", does);
      acts.append(button);
    };
    if (f.place) act(f.place.startsWith("cell:") ? "到这一格" : "到这一处", () => select(f));
    else if (f.part !== part) act("到这一部分", () => { location.href = `/documents/${id}/parts/${f.part}`; });
    if (f.waives && f.level === "warning" && f.rule) act("豁免…", () => void waive(f));
    li.append(make("span", `tag ${f.level === "error" ? "err" : "warn"}`, f.level === "error" ? "错误" : "提示"), words, acts);
    return li;
  }

  // waived is a row of what nobody has to mend, with the reason.
  function waived(f: Finding): HTMLElement {
    const li = make("li"), words = make("div"), acts = make("div", "do"), back = make("button", "txt", "取消豁免");
    if (f.where) words.append(make("span", "where", f.where));
    words.append(heard(f), make("span", "rule", ` ${f.rule}`), make("div", "why", `豁免的理由：${f.waived}`));
    back.addEventListener("click", () => set(`waive:${f.rule}`, "", true));
    if (!("readonly" in desk.dataset)) acts.append(back);
    li.append(make("span", "tag ok", "豁免"), words, acts);
    return li;
  }

  async function waive(f: Finding): Promise<void> {
    const dialog = element<HTMLDialogElement>("#waive");
    const reason = element<HTMLTextAreaElement>("#waive-reason");
    const alike = state?.findings.filter((g) => g.rule === f.rule && g.level === "warning").length ?? 1;
    element("#waive-what").textContent = `${f.where}：${heard(f)}${alike > 1 ? `。同一条规则（${f.rule}）的提示共 ${alike} 处，一起豁免。` : ""}`;
    reason.value = "";
    if (await asked(dialog) === "waive" && reason.value.trim()) set(`waive:${f.rule}`, reason.value.trim(), true);
  }

  // sectionOf is the part on which a place is edited.
  function sectionOf(place: string): string {
    return place.startsWith("field:") || place.startsWith("sign_off:") ? "head" : place.replace(/^[^:]*:/, "").split("/")[0];
  }

  // focus goes to the field of a place, on this page or on that of another part.
  function focus(place: string, at: number): void {
    const field = fieldOf(place);
    if (!field) {
      const section = sectionOf(place);
      if (section !== part) location.href = `/documents/${id}/parts/${section}#${encodeURIComponent(place)}@${at}`;
      return;
    }
    field.closest("details")?.setAttribute("open", "");
    if (field instanceof Prose) field.focusAt(at);
    else field.focus();
    current = place.startsWith("list:") ? field.dataset.place ?? place : place;
    mark();
  }

  pages.go = focus;
  let again = 0;
  pages.gone = () => { window.clearTimeout(again); again = window.setTimeout(() => void saves.load(), 1000); };

  // bar says where one is in the table, and what is wrong there.
  function bar(): void {
    const field = fieldOf(current);
    if (!grid || !field || !grid.contains(field)) return;
    const names = field instanceof HTMLInputElement ? grid.names(field) : [];
    const row = grid.list(current)?.at(current);
    element("#cell-at").textContent = (row ? [`第 ${row[0] + 1} 行`] : []).concat(names.slice(-2)).join(" · ");
    element("#cell-value").textContent = field.value;
    const wrong = state?.findings.find((f) => f.place === current && f.level !== "note");
    const last = field.dataset.last;
    const before = last ? `上年 ${last}${change(last, field.value)}` : "";
    element("#cell-say").replaceChildren(wrong ? `${heard(wrong)}　` : "", make("span", "dim", before));
    element("#cellbar").classList.toggle("bad", wrong?.level === "error");
    element("#cell-auto").hidden = !("computed" in field.dataset || row && grid.list(current)?.isTotal(row[1])) || valueOf(current) === "";
  }

  function change(last: string, now: string): string {
    const [a, b] = [Number(last), Number(now)];
    if (!Number.isFinite(a) || !Number.isFinite(b) || now === "") return "";
    return b > a ? `，增 ${+(b - a).toFixed(6)}` : b < a ? `，减 ${+(a - b).toFixed(6)}` : "，持平";
  }

  document.querySelector("#cell-auto")?.addEventListener("click", () => { set(current, "", true); focus(current, -1); });

  function buttons(): void {
    const of = (name: string) => desk.querySelector<HTMLButtonElement>(`[data-do="${name}"]`);
    const [u, r] = [of("undo"), of("redo")];
    if (u) u.disabled = !undo.canUndo;
    if (r) r.disabled = !undo.canRedo;
  }

  function count(): void {
    const prose = desk.querySelector<Prose>("gw-prose[data-main]");
    const count = prose?.querySelector("#count");
    if (prose && count) count.textContent = `${[...prose.value.replace(/[\s#*]/g, "")].length} 字`;
  }

  desk.addEventListener("click", (e) => {
    const button = (e.target as Element).closest<HTMLButtonElement>("button");
    if (!button) return;
    const { do: does, scope: wide, zoom } = button.dataset;
    if (wide) {
      scope = wide === "part" ? "part" : "all";
      desk.querySelectorAll("[data-scope]").forEach((b) => b.setAttribute("aria-pressed", String(b === button)));
      findings();
    }
    if (zoom) {
      pages.dataset.zoom = zoom;
      desk.querySelectorAll("[data-zoom]").forEach((b) => { if (b instanceof HTMLButtonElement) b.setAttribute("aria-pressed", String(b === button)); });
    }
    switch (does) {
      case "undo": return undo.undo();
      case "redo": return undo.redo();
      case "zeros": return grid?.zeros();
      case "row-add": case "row-remove": case "row-up": case "row-down": {
        const cell = grid?.cell(current);
        return cell && grid?.change(does, cell);
      }
      case "fold": {
        const folded = element(".finds").classList.toggle("folded");
        button.textContent = folded ? "展开" : "收起";
        return button.setAttribute("aria-expanded", String(!folded));
      }
      case "last": return button.setAttribute("aria-pressed", String(desk.classList.toggle("with-last")));
      case "page-before": return pages.turn(-1);
      case "page-after": return pages.turn(1);
      case "print": return window.print();
    }
  });

  document.addEventListener("keydown", (e) => {
    if (e.isComposing || e.keyCode === 229) return;
    const ctrl = e.ctrlKey || e.metaKey;
    if (ctrl && e.key.toLowerCase() === "z") { e.preventDefault(); return e.shiftKey ? undo.redo() : undo.undo(); }
    if (ctrl && e.key.toLowerCase() === "y") { e.preventDefault(); return undo.redo(); }
    if (ctrl && e.key === "Enter") { e.preventDefault(); return pages.reveal(); }
    if (e.key === "F8") { e.preventDefault(); return next(e.shiftKey ? -1 : 1); }
    if (e.key === "F6") { e.preventDefault(); return region(e.shiftKey ? -1 : 1); }
  });

  // after is the order in which two places stand in the document; of parts that are not shown, that of the rules.
  function after(a: Spot, b: Spot): number {
    const of = (spot: Spot) => state?.parts.findIndex((p) => p.id === spot.part) ?? 0;
    if (of(a) !== of(b)) return of(a) - of(b);
    const [x, y] = [fieldOf(a.place), fieldOf(b.place)];
    if (!x || !y || x === y) return x === y ? a.at - b.at : 0;
    return x.compareDocumentPosition(y) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  }

  // next goes to the first finding behind where somebody is, or before.
  function next(by: number): void {
    const list = (state?.findings ?? []).filter((f) => f.level !== "note" && f.place).sort(after);
    if (list.length === 0) return;
    const last = list.findIndex((f) => nameOf(f) === chosen), field = fieldOf(current);
    const here: Spot = { part, place: current, at: field instanceof Prose ? field.caret : 0 };
    let i = last >= 0 && list[last].place === current ? last + by : list.findIndex((f) => after(f, here) > 0) - (by < 0 ? 1 : 0);
    if (i < 0 && by > 0) i = 0;
    select(list[(i + list.length) % list.length]);
  }

  function region(by: number): void {
    const regions = [...desk.querySelectorAll<HTMLElement>(".parts .scroll, .col:not(.parts) [data-place], .finds .scroll, .see .scroll")];
    const stops = [regions[0], fieldOf(current) ?? regions.find((r) => r.dataset.place && !r.closest("details:not([open])")), ...regions.filter((r) => r.matches(".finds .scroll, .see .scroll"))];
    const here = stops.findIndex((s) => s?.contains(document.activeElement));
    stops[(here + by + stops.length) % stops.length]?.focus();
  }

  if (!("readonly" in desk.dataset)) lease(desk, element("#lease"));
  buttons();
  count();
  if (location.hash === "#undo" || location.hash === "#redo") {
    const does = location.hash;
    history.replaceState(null, "", location.pathname);
    if (does === "#undo") undo.undo();
    else undo.redo();
  }
  const [place, at] = decodeURIComponent(location.hash.slice(1)).split("@");
  if (place) focus(place, Number(at));
  // Where the columns stand below each other, whoever comes from another part goes on at the field.
  else if (getComputedStyle(desk).display === "block" && document.referrer.includes(`/documents/${id}/parts/`)) desk.querySelector("section.col")?.scrollIntoView();
  void saves.load();
}
