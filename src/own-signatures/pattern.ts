import { RE2JS } from 're2js';
import { findRequiredLiterals } from '../match/literals.ts';
import type { ForeignPattern } from '../signature.ts';
import { LIMITS } from './limits.ts';
import { estimateSize } from './pattern-size.ts';
import { toEcmaScript } from './to-ecmascript.ts';

/** Facts are looked up by name: a name that every object has is none. */
const FACT = /^[a-z][A-Za-z]{0,30}\d?$/;

const TOO_LARGE = 'is too large once its repeats are written out: repeat less often, or take * or +';

/**
 * Compiles a pattern of a person on an engine that takes linear time (RE2's syntax, https://github.com/google/re2/wiki/Syntax).
 * Throws an Error that says what is wrong with it and what would be right.
 */
export function compilePattern(source: string): ForeignPattern {
  const known = made.get(source) ?? make(source);
  if (made.size >= MAX_KEPT) made.clear();
  made.set(source, known);
  return known;
}

function make(source: string): ForeignPattern {
  const regex = compile(source);
  const names = Object.keys(regex.namedGroups());
  const odd = names.find((name) => !FACT.test(name) || name in {});
  if (odd !== undefined)
    throw new Error(`the group ${odd} is no name of a fact: small letters first, such as host or testName`);
  const exec = (line: string) => {
    const matcher = regex.matcher(line);
    if (!matcher.find()) return null;
    return { groups: Object.fromEntries(names.map((name) => [name, matcher.group(name) ?? undefined])) };
  };
  const test = (line: string) => regex.matcher(line).find();
  return { source, literals: findLiterals(source) ?? [], exec, test };
}

/** The facts that a pattern captures; a digit at the end of a group's name is dropped, as in the engine. */
export function listFacts({ source }: ForeignPattern): string[] {
  return Object.keys(compile(source).namedGroups()).map((name) => name.replace(/\d+$/, ''));
}

/** How many instructions a pattern compiles to. */
export function getProgramSize({ source }: ForeignPattern): number {
  return compile(source).programSize();
}

function compile(source: string): RE2JS {
  if (source.length > LIMITS.pattern)
    throw new Error(`is ${source.length} characters long; ${LIMITS.pattern} are the most`);
  if (estimateSize(source) > 2 * LIMITS.program) throw new Error(TOO_LARGE);
  const regex = compileOnce(source);
  if (regex.programSize() > LIMITS.program) throw new Error(TOO_LARGE);
  if (regex.matcher('').find()) throw new Error('finds an empty line, so every line: name some words of it');
  return regex;
}

const kept = new Map<string, RE2JS>();
const made = new Map<string, ForeignPattern>();
const MAX_KEPT = 2 * LIMITS.signatures;

/** A file is read again and again, mostly with the same patterns. */
function compileOnce(source: string): RE2JS {
  const known = kept.get(source);
  if (known) return known;
  const regex = compileRe2(source);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(source, regex);
  return regex;
}

function compileRe2(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace('error parsing regexp: ', '') : String(error);
    const hint = /[(]\?<?[=!]/.test(source) ? '; there is no look-around in RE2' : '';
    throw new Error(`is no pattern of RE2: ${why}${hint}`);
  }
}

function findLiterals(source: string): string[] | undefined {
  try {
    return findRequiredLiterals(toEcmaScript(source));
  } catch {
    // What only RE2 can read.
    return undefined;
  }
}
