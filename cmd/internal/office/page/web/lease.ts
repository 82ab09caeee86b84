import { inNameOf } from "./types";

// lease tells the others who edits a part, and shows who else does. It is taken with the
// first change and ends with the page; nobody is kept from writing.
export function lease(desk: HTMLElement, strip: HTMLElement): void {
  const every = 30000;
  let editing = false;

  async function ask(about: Record<string, string>, last = false): Promise<void> {
    const body = new URLSearchParams({ section: desk.dataset.part ?? "", ...about });
    try {
      const answer = await fetch(`/documents/${desk.dataset.document}/leases`, { method: "POST", headers: inNameOf(), body, keepalive: last });
      if (!answer.ok || last) return;
      const { by, since } = (await answer.json()) as { by?: string; since?: string };
      strip.hidden = !by;
      strip.textContent = by ? `${by}正在编辑这一部分，${since} 起。您也可以改：改的段落不同，自动合并；改了同一处，两份都留着。` : "";
    } catch {
      // without the network nobody can be told
    }
  }

  desk.addEventListener("input", () => {
    if (editing) return;
    editing = true;
    void ask({});
  });
  window.setInterval(() => { if (document.visibilityState === "visible") void ask(editing ? {} : { look: "1" }); }, every);
  window.addEventListener("pagehide", () => { if (editing) void ask({ end: "1" }, true); });
  void ask({ look: "1" });
}
