// collect makes the roster of 汇总 work: what can be done with the agencies that are chosen.
// Without it every button is there, and the server says what cannot be done.
export function collect(page: HTMLElement): void {
  const bar = document.querySelector<HTMLElement>("#bulk-bar");
  const boxes = [...page.querySelectorAll<HTMLInputElement>('input[name="member"]')];
  const all = page.querySelector<HTMLInputElement>('[data-do="choose-all"]');
  if (!bar || !all) return;

  function draw(): void {
    const chosen = boxes.filter((b) => b.checked);
    bar!.hidden = chosen.length === 0;
    for (const box of boxes) box.closest("tr")?.classList.toggle("sel", box.checked);
    all!.checked = chosen.length > 0 && chosen.length === boxes.length;
    all!.indeterminate = chosen.length > 0 && !all!.checked;
    document.querySelector("#chosen")!.textContent = `已选 ${chosen.length} 个单位`;
    const reports = chosen.filter((b) => b.dataset.group !== "missing").length;
    const waiting = chosen.filter((b) => b.dataset.group === "waiting").length;
    for (const button of bar!.querySelectorAll<HTMLButtonElement>("[data-needs]")) {
      button.disabled = (button.dataset.needs === "waiting" ? waiting : reports) === 0;
    }
    document.querySelector("#chosen-why")!.textContent = reports === 0 ? "未交的单位没有可下载、可退回的报告" : "";
  }

  page.addEventListener("change", (e) => {
    if (e.target === all) for (const box of boxes) box.checked = all.checked;
    draw();
  });
  bar.addEventListener("click", (e) => {
    if (!(e.target as Element).closest('[data-do="choose-none"]')) return;
    for (const box of boxes) box.checked = false;
    draw();
    all.focus();
  });
  draw();
}
