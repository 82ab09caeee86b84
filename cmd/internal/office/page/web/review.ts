const heading = 160; // of a table, over what is typed into it

// review makes the pages 审核与会签 and 发布 work: dialogs that ask first, the changes of
// the marked pages one by one, comments at a line, copying. Everything else is forms.
export function review(page: HTMLElement): void {
  document.addEventListener("click", (e) => {
    const button = (e.target as Element).closest<HTMLElement>("[data-dialog], [data-close], [data-do], [data-copy]");
    if (button?.dataset.copy) return void copy(button.dataset.copy, "rich" in button.dataset);
    if (button?.dataset.dialog) return open(button.dataset.dialog);
    if (button && "close" in button.dataset) return button.closest("dialog")?.close();
    switch (button?.dataset.do) {
      case "change-before": return turn(-1);
      case "change-after": return turn(1);
    }
    const line = (e.target as Element).closest<SVGElement>(".hit");
    if (line) choose(line);
  });
  page.addEventListener("change", (e) => {
    if (e.target instanceof HTMLSelectElement && e.target.dataset.do === "submit") e.target.form?.submit();
  });

  if (page.dataset.at && !location.hash) {
    const sheet = document.getElementById(page.dataset.at);
    (sheet?.querySelector(".own") ?? sheet)?.scrollIntoView({ block: "start" });
    sheet?.closest(".scroll")?.scrollBy(0, -heading);
  }

  const waiting = document.querySelector("dialog[data-open]"); // what it asked was not taken
  if (waiting) open(waiting.id);

  function open(id: string): void {
    const dialog = document.getElementById(id);
    if (!(dialog instanceof HTMLDialogElement)) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>("textarea, input:not([type=hidden])")?.focus();
    if (id === "comment") dialog.querySelector<HTMLElement>("#comment-body")?.focus();
  }

  // copy puts the text of an element on the clipboard, as HTML too where it is rich. Where
  // the browser has no such clipboard, as without TLS, the text is selected to be copied.
  async function copy(id: string, rich: boolean): Promise<void> {
    const from = document.getElementById(id);
    if (!from) return;
    const text = from.textContent ?? "";
    const said = document.querySelector("#copied");
    try {
      if (rich) {
        const as = (type: string) => new Blob([text], { type });
        await navigator.clipboard.write([new ClipboardItem({ "text/html": as("text/html"), "text/plain": as("text/plain") })]);
      } else {
        await navigator.clipboard.writeText(text);
      }
      if (said) said.textContent = "已复制";
    } catch {
      getSelection()?.selectAllChildren(from);
      if (said) said.textContent = "已选中，请按 Ctrl+C";
    }
  }

  let current = 0;
  function turn(by: number): void {
    const changes = [...page.querySelectorAll<SVGElement>("[data-change]")];
    if (changes.length === 0) return;
    current = current === 0 && by < 0 ? changes.length : (current - 1 + by + changes.length) % changes.length + 1;
    const change = changes[current - 1];
    change.scrollIntoView({ block: "center" });
    page.querySelectorAll(".over .cur").forEach((c) => c.classList.remove("cur"));
    change.classList.add("cur");
    const said = page.querySelector<HTMLElement>("#change-number");
    if (said) said.textContent = `第 ${current} 处，共 ${said.dataset.all} 处`;
  }

  function choose(line: SVGElement): void {
    page.querySelectorAll(".hit.on").forEach((l) => l.classList.remove("on"));
    line.classList.add("on");
    const place = line.dataset.place ?? "", where = line.dataset.where ?? "";
    const select = document.querySelector<HTMLSelectElement>("#comment-place");
    const quote = document.querySelector<HTMLInputElement>("#comment-quote");
    if (!select || !quote) return;
    if (![...select.options].some((o) => o.value === place)) select.add(new Option(where, place));
    select.value = place;
    quote.value = (line.dataset.text ?? "").trim();
  }
}
