import { Prose } from "./prose/prose";
import { element, inNameOf } from "./types";

// asked opens a dialog and gives the value of the button that closed it.
export async function asked(dialog: HTMLDialogElement): Promise<string> {
  dialog.returnValue = "";
  dialog.showModal();
  dialog.querySelector<HTMLElement>("input,textarea,select")?.focus();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  return dialog.returnValue;
}

// Tools are the buttons above a text, and their dialogs.
export class Tools {
  private prose: Prose | null = null;
  private readonly buttons: HTMLButtonElement[];

  constructor(private readonly desk: HTMLElement, private readonly pictures: string, private readonly failed: (why: string) => void) {
    this.buttons = [...desk.querySelectorAll<HTMLButtonElement>("[data-prose]")];
    const all = [...desk.querySelectorAll<Prose>("gw-prose")];
    for (const prose of all) {
      prose.upload = (file) => this.send(file);
      prose.addEventListener("prose", () => { if (prose === this.prose) this.draw(); });
      prose.addEventListener("focusin", () => this.take(prose));
    }
    if (all[0] && "main" in all[0].dataset) this.take(all[0]);
    for (const button of this.buttons) {
      button.addEventListener("mousedown", (e) => e.preventDefault()); // the caret stays
      button.addEventListener("click", () => this.press(button.dataset.prose ?? ""));
      if ("readonly" in desk.dataset) button.disabled = button.dataset.prose !== "source";
    }
  }

  private take(prose: Prose): void {
    this.prose = prose;
    this.desk.querySelectorAll<HTMLElement>(".for-prose").forEach((e) => { e.hidden = false; });
    this.draw();
  }

  private draw(): void {
    const { prose } = this;
    if (!prose) return;
    for (const button of this.buttons) {
      const name = button.dataset.prose ?? "";
      if (name === "source") button.setAttribute("aria-pressed", String(prose.source));
      else if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(prose.is(name)));
      if (button.closest(".in-table")) button.disabled = !prose.can(name); // also where nobody may write
    }
    this.desk.querySelectorAll<HTMLElement>(".in-table").forEach((e) => { e.hidden = !prose.inTable; });
  }

  private press(name: string): void {
    const { prose } = this;
    if (!prose) return;
    switch (name) {
      case "source":
        this.toSource(!prose.source);
        return prose.focus();
      case "link": return void this.link(prose);
      case "picture": return void this.picture(prose);
      case "chart": return void this.chart(prose);
      default: prose.do(name);
    }
  }

  private toSource(source: boolean): void { this.desk.querySelectorAll<Prose>("gw-prose").forEach((p) => p.show(source)); }

  private async link(prose: Prose): Promise<void> {
    const dialog = element<HTMLDialogElement>("#link");
    const [text, href] = [element<HTMLInputElement>("#link-text"), element<HTMLInputElement>("#link-href")];
    const had = prose.link;
    text.value = had.text;
    href.value = had.href;
    element("#link-off").hidden = had.href === "";
    const answer = await asked(dialog);
    if (answer === "off") prose.setLink({ text: had.text, href: "" });
    else if (answer === "set" && href.value.trim()) prose.setLink({ text: text.value.trim(), href: whole(href.value.trim()) });
    else prose.focus();
  }

  // picture takes a picture from the machine, or changes what is said of one.
  private async picture(prose: Prose): Promise<void> {
    const had = prose.picture;
    let file = had?.file ?? null;
    if (!had) {
      const chosen = await choose();
      file = chosen && await this.send(chosen);
    }
    if (!file) return prose.focus();
    const [caption, alt] = [element<HTMLInputElement>("#picture-caption"), element<HTMLInputElement>("#picture-alt")];
    caption.value = had?.caption ?? "";
    alt.value = had?.alt ?? "";
    element("#picture-name").textContent = file;
    if (await asked(element<HTMLDialogElement>("#picture")) !== "set") return prose.focus();
    const said = { file, caption: caption.value.trim(), alt: alt.value.trim() };
    if (had) prose.setPicture(said);
    else prose.insertPicture(said);
  }

  async send(file: File): Promise<string | null> {
    const body = new FormData();
    const name = file.name && file.name !== "image.png" ? file.name : `图${new Date().toISOString().replace(/\D/g, "").slice(2, 14)}.${file.type.split("/")[1]?.replace("svg+xml", "svg") ?? "png"}`;
    body.append("file", file, name);
    try {
      const answer = await fetch(this.pictures, { method: "POST", headers: inNameOf(), body });
      const text = await answer.text();
      if (answer.ok) return (JSON.parse(text) as { name: string }).name;
      this.failed(text.trim());
    } catch {
      this.failed("没有连上服务器，图片没有送到");
    }
    return null;
  }

  private async chart(prose: Prose): Promise<void> {
    const had = prose.chart;
    const value = (key: string) => new RegExp(`^\\s+(?:${key})[:：]\\s*(.*)$`, "m").exec(had)?.[1].trim() ?? "";
    const [type, caption, table, column] = ["type", "caption", "table", "column"].map((n) => element<HTMLInputElement | HTMLSelectElement>(`#chart-${n}`));
    const rows = element<HTMLInputElement>("#chart-rows");
    type.value = /line|折线/.test(value("类型|type")) ? "line" : "bar";
    caption.value = value("题注|标题|title");
    if (had) table.value = value("表|表格|table");
    if (table instanceof HTMLSelectElement && table.selectedIndex < 0) table.selectedIndex = 0;
    column.value = value("列|columns").replace(/^\[|\]$/g, "");
    rows.value = value("行|rows").replace(/^\[|\]$/g, "");
    if (await asked(element<HTMLDialogElement>("#chart")) !== "set") return prose.focus();
    const list = (text: string) => { const all = text.split(/[,，、]\s*/).map((s) => s.trim()).filter(Boolean); return all.length > 1 ? `[${all.join(", ")}]` : all[0] ?? ""; };
    const lines = ["图表：", `  类型: ${type.value}`, `  题注: ${quoted(caption.value.trim())}`, `  表: ${table.value}`];
    if (list(rows.value)) lines.push(`  行: ${list(rows.value)}`);
    if (list(column.value)) lines.push(`  列: ${list(column.value)}`);
    prose.insertChart(lines.join("\n"));
  }
}

function quoted(text: string): string { return /^[\w\p{L}][^:#'"\\]*$/u.test(text) && !/^\d/.test(text) ? text : JSON.stringify(text); }

// whole is an address that nobody has to write out: of the web, or of mail.
function whole(address: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
  return /^[^\s/@]+@[^\s/@]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
}

function choose(): Promise<File | null> {
  return new Promise((done) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = "image/png,image/jpeg,image/svg+xml";
    input.addEventListener("change", () => done(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => done(null));
    input.click();
  });
}
