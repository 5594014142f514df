import type { Facts } from '../../src/model.ts';
import type { Signature } from '../../src/signature.ts';

/** What must never be called: every hostile value tries to. */
export const CANARY = 'faultline_canary';
/** Stands in a hostile value between spaces: a word that is this alone was split off by the shell. */
export const TORN = 'torn_off';

const CALLS = [
  `$(${CANARY})`,
  `\`${CANARY}\``,
  `;${CANARY};`,
  `&&${CANARY}`,
  `|${CANARY}`,
  `>(${CANARY})`,
].join(' ');

/** Values that whoever can write to a log may put where a fact is read. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'quotes, substitutions and line ends': `it's ${TORN} "quoted" \\' \\ ${CALLS} # \n${CANARY}\r\n'\nEOF\n${CANARY}\n"\n`,
  'globs, variables and unicode': `a ${TORN} ~ *?[a]{b,c} $HOME \${IFS} !! %s \u202e日本語‘ü’\u0000\t z`,
  'an ARN': `arn:aws:iam::111122223333:role/x'$(${CANARY})"\n${CANARY}\n'`,
  'a URL with a path': `https://example.com/x'"$(${CANARY})\`${CANARY}\`;${CANARY}'.git`,
  'a path that ends as an option': `src/--option=$(${CANARY})'`,
};

/** The facts that a signature may get: those that its patterns name and those that checks add. */
export function listFactNames(signature: Signature): string[] {
  const patterns = signature.patterns.flatMap((p) =>
    p instanceof RegExp ? [p] : [p.line, ...(p.near ? [p.near.line] : [])],
  );
  const named = patterns.flatMap(({ source }) => [...source.matchAll(/\(\?<(\w+)>/g)]);
  return [...new Set(named.map(([, name]) => (name ?? '').replace(/\d+$/, '')))];
}

/** A hostile value for every fact of a signature, each with the fact's name behind it. */
export function fillFacts(signature: Signature, value: string): Facts {
  return Object.fromEntries(listFactNames(signature).map((name) => [name, value + name]));
}

/** Facts that have every name there is. */
export function everyFact(value: string): Facts {
  return new Proxy(
    {},
    { get: (_, name) => (typeof name === 'string' ? value + name : undefined), has: () => true },
  );
}
