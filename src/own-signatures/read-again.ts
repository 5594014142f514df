/** Programs that run the word after their options. */
const RUNNERS =
  /^(?:sudo|doas|env|exec|command|nohup|setsid|nice|ionice|timeout|time|watch|xargs|parallel|stdbuf|chroot|source|\.|(?:ba|z|da|k|a)?sh)$/;
/** Programs that read their first words as a program of their own language, or as arithmetic. */
const READERS = /^(?:eval|trap|let|ssh)$/;
const INTERPRETERS = /^(?:perl|ruby|node|deno|bun|python[\d.]*|php|lua|pwsh|powershell)$/;
/** Options that take the next word as their value. */
const WITH_VALUE = /^-(?:[ugnksCPIE]|-user|-group|-signal|-kill-after)$/;
const SSH_WITH_VALUE = /^-[BbcDEeFIiJLlmOopQRSWw]$/;

/**
 * Takes what stands before a fact in a command; returns whether the fact would be run, or read as code: as the program
 * of `xargs`, as a script, as what `ssh` has the other side's shell read.
 */
export function isReadAgain(before: string): boolean {
  if (/\beval\b|\s-\w*c\s+$|\s-(?:exec|ok)(?:dir)?\s+$|\[\[[^\]]*$/.test(before)) return true;
  const words = (before.split(/[;|&\n(]/).at(-1) ?? '').trim().split(/\s+/);
  const at = words.findIndex((word) => RUNNERS.test(word) || READERS.test(word) || INTERPRETERS.test(word));
  const name = words[at] ?? '';
  const rest = words.slice(at + 1);
  if (name === '' || !/\s$/.test(before)) return false;
  if (INTERPRETERS.test(name)) return /^--?(?:\w{0,4}[ceErpR]|eval|command|print)$/i.test(rest.at(-1) ?? '');
  if (name === 'ssh') return skipOptions(rest, SSH_WITH_VALUE).length > 0;
  if (READERS.test(name)) return true;
  const given = skipOptions(rest, WITH_VALUE).filter(
    (word) => !/^\w+=/.test(word) && !/^\d+[smhd]?$/.test(word),
  );
  return given.length === 0 || given.every((word) => RUNNERS.test(word));
}

/** The words from the first that is no option, nor the value of one. */
function skipOptions(words: readonly string[], withValue: RegExp): string[] {
  let at = 0;
  while (at < words.length && /^-/.test(words[at] ?? '')) at += withValue.test(words[at] ?? '') ? 2 : 1;
  return words.slice(at);
}
