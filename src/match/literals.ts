import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** Beyond this many alternatives a set of literals costs more than it saves. */
const MAX_SET = 64;
/** What is shorter stands in every other line. */
const MIN_BYTES = 3;
/** What is longer than this is cut: it narrows the lines down enough, and the automaton stays small. */
const MAX_LENGTH = 12;
/** Words that stand in so many healthy lines that finding them, or their beginning, says little. */
const COMMON =
  'error errors failed failing failure failures fail warning not found cannot could unable invalid exit exited code status file files line from with such the for and that this was has have must please type version test tests testing package packages module modules node_modules npm http https github com www command commands environment variable variables timeout exception connection undefined unknown format property assert expected following dependencies dependency install installed build building image docker default name value path directory require required running using project project upgrade authentication submodule task source process missing empty set at in is of on to no or be an it'.split(
    ' ',
  );

const COMMON_BEGINNINGS = new Set(COMMON.flatMap((word) => Array.from(word, (_, i) => word.slice(0, i + 1))));

/** What a piece of a pattern is known to match: exactly one of `exact`, and in any case something containing one of `contains`. */
interface Known {
  exact: readonly string[] | undefined;
  contains: readonly string[] | undefined;
}

const EMPTY: Known = { exact: [''], contains: undefined };
const ANYTHING: Known = { exact: undefined, contains: undefined };
const parser = new RegExpParser({ ecmaVersion: 2025 });

/** What of a pattern says what it matches. */
export type PatternText = Pick<RegExp, 'source' | 'ignoreCase' | 'unicode' | 'unicodeSets'>;

/**
 * Literals, in lower case, of which every match of the pattern contains at least one when letters are compared
 * without case (ASCII only). Undefined when the pattern guarantees none of at least three characters:
 * such a pattern has to be tried on every line.
 */
export function findRequiredLiterals(pattern: PatternText): string[] | undefined {
  const ast = parser.parsePattern(pattern.source, 0, pattern.source.length, {
    unicode: pattern.unicode,
    unicodeSets: pattern.unicodeSets,
  });
  const known = ofAlternatives(ast.alternatives, pattern.ignoreCase);
  const best = better(known.contains, known.exact);
  if (!best || score(best) <= -MAX_LENGTH) return undefined;
  return [...new Set(best.map((literal) => literal.slice(0, MAX_LENGTH)))];
}

function ofAlternatives(alternatives: readonly AST.Alternative[], ignoreCase: boolean): Known {
  const parts = alternatives.map((alternative) => ofSequence(alternative.elements, ignoreCase));
  return {
    exact: union(parts.map((p) => p.exact)),
    contains: union(parts.map((p) => better(p.contains, p.exact))),
  };
}

function ofSequence(elements: readonly AST.Element[], ignoreCase: boolean): Known {
  let exact: readonly string[] | undefined = [''];
  let run: readonly string[] = [''];
  let contains: readonly string[] | undefined;
  for (const element of elements) {
    const known = ofElement(element, ignoreCase);
    contains = better(contains, known.contains);
    const longer = known.exact && product(run, known.exact);
    exact = exact && known.exact && product(exact, known.exact);
    contains = better(contains, run);
    run = longer ?? known.exact ?? [''];
  }
  return { exact, contains: better(contains, run) };
}

function ofElement(element: AST.Element, ignoreCase: boolean): Known {
  switch (element.type) {
    case 'Character':
      return ofCharacter(element.value, ignoreCase);
    case 'CharacterClass':
      return ofClass(element, ignoreCase);
    case 'Group':
    case 'CapturingGroup':
      return ofAlternatives(element.alternatives, ignoreCase);
    case 'Quantifier':
      return ofQuantifier(element, ignoreCase);
    case 'Assertion':
      return EMPTY;
    default:
      return ANYTHING;
  }
}

function ofCharacter(codePoint: number, ignoreCase: boolean): Known {
  // Outside ASCII the automaton compares bytes: letters that a pattern would fold are left open.
  if (codePoint > 127 && ignoreCase) return ANYTHING;
  const text = String.fromCodePoint(codePoint);
  return { exact: [codePoint < 128 ? text.toLowerCase() : text], contains: undefined };
}

function ofClass(element: AST.CharacterClass, ignoreCase: boolean): Known {
  if (element.negate) return ANYTHING;
  const parts = element.elements.map((e) =>
    e.type === 'Character' ? ofCharacter(e.value, ignoreCase).exact : undefined,
  );
  const exact = union(parts);
  return { exact: exact && exact.length <= 4 ? exact : undefined, contains: undefined };
}

function ofQuantifier(element: AST.Quantifier, ignoreCase: boolean): Known {
  const inner = ofElement(element.element, ignoreCase);
  if (element.min === 1 && element.max === 1) return inner;
  if (element.min === 0) {
    const exact = element.max === 1 && inner.exact ? union([inner.exact, ['']]) : undefined;
    return { exact, contains: undefined };
  }
  return { exact: undefined, contains: better(inner.contains, inner.exact) };
}

function union(sets: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const all = new Set<string>();
  for (const set of sets) {
    if (!set) return undefined;
    for (const item of set) all.add(item);
  }
  return all.size <= MAX_SET ? [...all] : undefined;
}

function product(left: readonly string[], right: readonly string[]): readonly string[] | undefined {
  if (left.length * right.length > MAX_SET / 4) return undefined;
  const joined = left.flatMap((a) => right.map((b) => a + b));
  return joined.every((item) => item.length <= 2 * MAX_LENGTH) ? joined : undefined;
}

function better(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
): readonly string[] | undefined {
  if (!a || !b) return a ?? b;
  return score(b) > score(a) ? b : a;
}

/** How much a set of literals narrows the lines down: by its worst member. One that is too short spoils it. */
function score(set: readonly string[]): number {
  if (set.some((literal) => Buffer.byteLength(literal.trim()) < MIN_BYTES)) return -MAX_LENGTH;
  return Math.min(...set.map(getRarity)) - Math.log2(set.length) * 0.7;
}

/** Letters count, those of common words a tenth; each kind of sign counts half, however often it stands there. */
function getRarity(literal: string): number {
  const parts = literal.match(/[a-z]+|[^a-z]/g) ?? [];
  const signs = new Set(parts.filter((part) => !/[a-z]/.test(part))).size / 2;
  const words = parts.filter((part) => /[a-z]/.test(part));
  const letters = words.map((word) => (COMMON_BEGINNINGS.has(word) ? word.length / 10 : word.length));
  return Math.min(
    letters.reduce((sum, n) => sum + n, signs),
    10,
  );
}
