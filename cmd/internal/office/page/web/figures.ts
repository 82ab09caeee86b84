// plain is a figure with the digits and signs of a keyboard: 全角 becomes half-width, what nobody sees
// goes, and so do commas between groups of three digits. Two lines stay two: they are no number.
export function plain(text: string): string {
  return text.trim().replace(/[０-９．，－＋]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u2212/g, "-").replace(/[^\S\r\n]|[\u200b-\u200d\u2060]/g, "")
    .replace(/^[-+]?\d{1,3}(,\d{3})+(?=\.\d+|（|$)/, (groups) => groups.replace(/,/g, ""));
}

// isFigure reports whether a text is a number, with separators or without, with a note
// in brackets or without.
export function isFigure(text: string): boolean {
  return /^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(（[^（）]*）)?$/.test(text);
}

// cells takes a range apart that was copied from a spreadsheet.
export function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "", quoted = false;
  const s = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let i = 0; i < s.length; i++) {
    const c = s[i];
    if (quoted) {
      if (c === '"' && s[i + 1] === '"') { cell += '"'; i++; }
      else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === "\t") { rows[rows.length - 1].push(cell); cell = ""; }
    else if (c === "\n") { rows[rows.length - 1].push(cell); cell = ""; rows.push([]); }
    else cell += c;
  }
  rows[rows.length - 1].push(cell);
  // A browser puts the lines around a table into its text too: they are no rows of it.
  const none = (row: string[]) => row.length === 1 && row[0].trim() === "";
  if (rows.some((row) => row.length > 1)) {
    while (none(rows[0])) rows.shift();
    while (none(rows[rows.length - 1])) rows.pop();
  }
  return rows;
}
