import { Finding, Line, Page, Told, element, make } from "./types";

const SVG = "http://www.w3.org/2000/svg";

// Pages shows the true pages. A page that has not changed keeps its picture, and one
// that has keeps the old one until the new one is there.
export class Pages extends HTMLElement {
  private pages: Page[] = [];
  private said = new Map<string, Finding[]>(); // of places
  private place = "";
  private at = -1;
  go: (place: string, at: number) => void = () => {};
  gone: () => void = () => {}; // a page that was named is not there any more: somebody else has changed it

  connectedCallback(): void {
    this.addEventListener("click", (e) => this.pressed(e));
  }

  // keys are those of the pages that are here.
  get keys(): string[] { return this.pages.map((page) => page.key); }

  // show shows the pages that the server names. It is false, and nothing is shown, where
  // one is not here that the server thought was.
  show(told: Told[], findings: Finding[]): boolean {
    const here = new Map(this.pages.map((page) => [page.key, page]));
    const pages = told.map((page) => page.address === undefined ? here.get(page.key) : page);
    if (!pages.every((page): page is Page => page !== undefined)) return false;
    this.pages = pages;
    this.said.clear();
    for (const f of findings) if (f.level !== "note") this.said.set(f.place, [...this.said.get(f.place) ?? [], f]);
    while (this.children.length > pages.length) this.lastElementChild?.remove();
    pages.forEach((page, i) => {
      const sheet = this.children[i] ?? this.append1();
      const old = sheet.querySelector("img") as HTMLImageElement;
      old.alt = `第 ${i + 1} 页，印出的样子。文字同左侧各部分。`;
      if (old.getAttribute("src") !== page.address) {
        const next = old.cloneNode() as HTMLImageElement;
        [next.width, next.height] = [parseFloat(page.width), parseFloat(page.height)]; // the room that it takes before it is there
        next.src = page.address;
        next.decode().then(() => { if (old.isConnected) old.replaceWith(next); }, () => this.gone());
        if (!old.hasAttribute("src")) [old.width, old.height, old.src] = [next.width, next.height, page.address];
      }
      const over = sheet.querySelector("svg");
      over?.setAttribute("viewBox", `0 0 ${parseFloat(page.width)} ${parseFloat(page.height)}`);
    });
    this.find();
    this.mark(this.place, this.at);
    this.number();
    return true;
  }

  private append1(): Element {
    const sheet = make("figure", "sheet");
    const over = document.createElementNS(SVG, "svg");
    over.setAttribute("class", "over");
    over.setAttribute("aria-hidden", "true");
    over.append(document.createElementNS(SVG, "g"), document.createElementNS(SVG, "g")); // where somebody is, and what findings speak of
    sheet.append(document.createElement("img"), over);
    this.append(sheet);
    return sheet;
  }

  // mark shows where a place stands on the pages.
  mark(place: string, at: number): void {
    this.place = place;
    this.at = at;
    this.over("g", (line) => this.isAt(line) ? [box(line, "on"), edge(line)] : []);
  }

  // find shows what findings speak of.
  private find(): void {
    this.over("g + g", (line) => {
      const prose = !line.place.startsWith("cell:");
      const f = this.said.get(line.place)?.find((f) => !prose || f.at >= line.first && f.at < line.first + line.ends.length);
      return f ? [box(line, f.level === "error" ? "bad" : "hint")] : [];
    });
  }

  // over draws over the lines of all pages what there is to draw of each.
  private over(layer: string, of: (line: Line) => SVGElement[]): void {
    this.pages.forEach((page, i) => {
      const drawn = this.children[i]?.querySelector(`svg ${layer}`);
      if (!drawn) return;
      const boxes = (page.lines ?? []).flatMap((line) => line.place === "" ? [] : of(line));
      if (boxes.length > 0 || drawn.firstChild) drawn.replaceChildren(...boxes);
    });
  }

  private isAt(line: Line): boolean {
    if (line.place !== this.place) return false;
    return line.place.startsWith("cell:") || this.at < 0 || (this.at >= line.first && this.at <= line.first + line.ends.length);
  }

  // begin scrolls to the page on which the first of places stands.
  begin(places: string[]): void {
    const wanted = new Set(places);
    const i = this.pages.findIndex((page) => (page.lines ?? []).some((line) => wanted.has(line.place)));
    // Where the pages stand below the field, they have no scrolling of their own, and the field stays.
    if (i > 0 && this.parentElement && getComputedStyle(this.parentElement).overflowY !== "visible") this.turn(i - this.current);
  }

  // reveal scrolls to the line of the marked place.
  reveal(): void {
    this.querySelector(".over .on")?.scrollIntoView({ block: "center" });
  }

  private pressed(e: MouseEvent): void {
    const sheet = (e.target as Element).closest(".sheet");
    const page = sheet && this.pages[[...this.children].indexOf(sheet)];
    if (!sheet || !page) return;
    const area = sheet.getBoundingClientRect();
    const scale = (parseFloat(page.width) * 10) / area.width;
    const [x, y] = [(e.clientX - area.left) * scale, (e.clientY - area.top) * scale];
    let best: Line | null = null, distance = Infinity;
    for (const line of page.lines ?? []) {
      if (line.place === "") continue;
      const [l, t, w, h] = line.box;
      const d = Math.max(l - x, 0, x - l - w) + 2 * Math.max(t - y, 0, y - t - h);
      if (d < distance) { best = line; distance = d; }
    }
    if (!best || distance > 150) return;
    const within = x - best.box[0];
    let char = best.ends.findIndex((end) => within < end);
    if (char < 0) char = best.ends.length;
    this.go(best.place, best.first + char);
  }

  private current = 0;

  turn(by: number): void {
    this.current = Math.min(Math.max(this.current + by, 0), this.children.length - 1);
    this.children[this.current]?.scrollIntoView({ block: "start" });
    this.number();
  }

  private number(): void {
    element("#page-number").textContent = this.pages.length ? `${Math.min(this.current, this.pages.length - 1) + 1}／${this.pages.length}` : "正在排版…";
  }
}

function rect(name: string, x: number, y: number, width: number, height: number): SVGElement {
  const made = document.createElementNS(SVG, "rect");
  made.setAttribute("class", name);
  for (const [key, value] of Object.entries({ x, y, width, height })) made.setAttribute(key, String(value / 10));
  return made;
}

function box(line: Line, name: string): SVGElement {
  const [x, y, w, h] = line.box;
  return rect(name, x - 20, y - 20, w + 40, h + 40);
}

function edge(line: Line): SVGElement {
  const [x, y, , h] = line.box;
  return rect("edge", x - 60, y - 20, 30, h + 40);
}
