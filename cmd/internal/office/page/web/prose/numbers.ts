// numbers has the headings of a text numbered as they are printed: by forms that hold 一 or
// 1, of its three levels.
export function numbers(text: HTMLElement, forms: string[]): void {
  ["h2", "h3", "h4"].forEach((counter, i) => {
    const parts = /^(.*?)([一1])(.*)$/.exec(forms[i] ?? "");
    const content = parts ? `${JSON.stringify(parts[1])} counter(${counter}${parts[2] === "一" ? ", cjk-ideographic" : ""}) ${JSON.stringify(parts[3])}` : "none";
    text.style.setProperty(`--number-${i + 1}`, content);
  });
}
