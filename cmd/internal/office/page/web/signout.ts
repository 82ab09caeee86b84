// What a page keeps in the browser is of whoever has signed in: texts that could not be sent
// yet, steps that can be taken back. It goes when somebody signs out, and when somebody
// else signs in.
const whose = "gongwen-who";

export function keepers(): void {
  const who = document.querySelector<HTMLElement>("header.head")?.dataset.who;
  if (who === undefined) return;
  const before = stored(() => localStorage.getItem(whose));
  if (before !== null && before !== who) forget();
  stored(() => localStorage.setItem(whose, who));
  const form = document.querySelector<HTMLFormElement>('form[action="/sign-out"]');
  form?.addEventListener("submit", (e) => {
    if (unsent() && !confirm("还有改动没有送到服务器，退出就丢了。仍要退出吗？")) {
      e.preventDefault();
      return;
    }
    forget();
    window.addEventListener("pagehide", forget); // behind those that keep what was typed
  });
}

// unsent reports whether something that was typed is not on the server.
function unsent(): boolean {
  return stored(() => Object.keys(localStorage).some((key) => key.startsWith("gongwen:"))) ?? false;
}

function forget(): void {
  stored(() => localStorage.clear());
  stored(() => sessionStorage.clear());
}

// stored asks the storage, which a browser may refuse.
function stored<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
