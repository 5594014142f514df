/** What picocolors writes: SGR codes that begin a look. https://en.wikipedia.org/wiki/ANSI_escape_code#SGR */
const LOOKS: Readonly<Record<string, string>> = {
  1: 'bold',
  2: 'dim',
  4: 'underline',
  31: 'red',
  32: 'green',
  33: 'yellow',
  36: 'cyan',
};
/** Codes that end looks: 22 ends both bold and dim. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  22: ['bold', 'dim'],
  24: ['underline'],
  39: ['red', 'green', 'yellow', 'cyan'],
};

/** Takes a program's coloured output; returns it as HTML, each run of one look a `span`. Other codes show nothing. */
export function toHtml(text: string): string {
  let looks = new Set<string>();
  const pieces = text.split(/(\x1b\[[?\d;]*[A-Za-z])/).map((piece, at) => {
    if (at % 2 === 0) return render(piece, looks);
    const codes = piece.endsWith('m') ? piece.slice(2, -1).split(';') : [];
    for (const code of codes) looks = apply(code, looks);
    return '';
  });
  return pieces.join('');
}

function apply(code: string, looks: Set<string>): Set<string> {
  if (code === '' || code === '0') return new Set();
  const look = LOOKS[code];
  if (look) return new Set([...looks, look]);
  const ended = ENDS[code] ?? [];
  return new Set([...looks].filter((each) => !ended.includes(each)));
}

function render(text: string, looks: Set<string>): string {
  if (text === '') return '';
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return looks.size === 0 ? escaped : `<span class="${[...looks].join(' ')}">${escaped}</span>`;
}
