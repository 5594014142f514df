import { placeholder, quote } from '../fix/shell.ts';
import type { Situation } from '../signature.ts';

/**
 * `{host}` and `{host|the server}` in the words of a team: a fact, or what stands for it where it is not known.
 * `${NAME}` is the shell's, and `{{host}}` is `{host}` as it stands.
 */
const HOLE =
  /\{(?<literal>\{(?:build\.)?[a-zA-Z_]\w*(?:\|[^{}\n]*)?\})\}|(?<!\$)\{(?<name>(?:build\.)?[a-zA-Z_]\w*)(?:\|(?<words>[^{}\n]*))?\}/g;

export interface Hole {
  name: string;
  at: number;
  end: number;
}

/** The facts that a text asks for, and where. */
export function listHoles(text: string): Hole[] {
  return [...text.matchAll(HOLE)].flatMap(({ index, 0: { length }, groups }) =>
    groups?.name === undefined ? [] : [{ name: groups.name, at: index, end: index + length }],
  );
}

/** What a team's words may say of the build besides the facts of the lines. */
export const BUILD_FACTS = ['project', 'id', 'region', 'account', 'role', 'image'] as const;

/** A sentence with its facts. */
export function renderProse(text: string, situation: Situation): string {
  return fill(text, (name, words) => findFact(name, situation) ?? words ?? `the ${nameWords(name)}`);
}

/** A command, or a patch, in which each fact is one shell word. One that begins as an option does is left to the reader. */
export function renderCommand(text: string, situation: Situation): string {
  return fill(text, (name, words) => {
    const value = findFact(name, situation) ?? words;
    return value === undefined || value.startsWith('-') ? placeholder(nameWords(name)) : quote(value);
  });
}

/** A value of a question; undefined where a fact in it is not known. */
export function findValue(text: string, situation: Situation): string | undefined {
  if (listHoles(text).some(({ name }) => findFact(name, situation) === undefined)) return undefined;
  return fill(text, (name) => findFact(name, situation) ?? '');
}

function fill(text: string, render: (name: string, words: string | undefined) => string): string {
  return text.replace(HOLE, (...match) => {
    const { literal, name = '', words } = match.at(-1) as Record<string, string | undefined>;
    return literal ?? render(name, words);
  });
}

function findFact(name: string, { facts, build }: Situation): string | undefined {
  const ofBuild = BUILD_FACTS.find((fact) => name === `build.${fact}`);
  if (ofBuild) return build?.[ofBuild];
  return Object.hasOwn(facts, name) ? facts[name] : undefined;
}

/** `featureName` as words: feature name. */
function nameWords(name: string): string {
  return name.replace(/^build\./, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
