import { who } from "./types";

// What a page keeps in the browser is of whoever has signed in: texts that could not be sent
// yet, steps that can be taken back. It goes when they sign out. Who signs in instead of
// somebody whose session has ended takes nothing of what that one could not send yet.
export function keepers(): void {
  if (!document.querySelector("header.head")) return;
  const mine = `gongwen:${who()}:`;
  forget(sessionStorage, (key) => key.startsWith("gongwen:") && !key.startsWith(mine));
  const form = document.querySelector<HTMLFormElement>('form[action="/sign-out"]');
  form?.addEventListener("submit", (e) => {
    if (unsent(mine) && !confirm("还有改动没有送到服务器，退出就丢了。仍要退出吗？")) {
      e.preventDefault();
      return;
    }
    const all = () => { forget(localStorage, (key) => key.startsWith(mine) || key.startsWith("gongwen-")); forget(sessionStorage, () => true); };
    all();
    window.addEventListener("pagehide", all); // behind those that keep what was typed
  });
}

// unsent reports whether something that was typed is not on the server.
function unsent(mine: string): boolean {
  return stored(() => Object.keys(localStorage).some((key) => key.startsWith(mine))) ?? false;
}

// forget takes from a storage what the page has put there under some keys.
function forget(storage: Storage, which: (key: string) => boolean): void {
  stored(() => { for (const key of Object.keys(storage)) if (key.startsWith("gongwen") && which(key)) storage.removeItem(key); });
}

// stored asks the storage, which a browser may refuse.
function stored<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
