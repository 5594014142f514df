import type { RichTextText } from '@slack/types';
import type { Report } from '../model.ts';
import { code, plain } from './blocks.ts';
import { cost, cutInline } from './cut.ts';

/** Each change between prose and code costs this much JSON. */
const PIECE = cost(code('')) + cost(plain('')) + 2;
const MAX_CODES = 6;
// A value stands in the text as one character of the private use area while ours is read.
const FIRST = 0xe000;
const PRIVATE = /[\uE000-\uF8FF]/g;

/** The values of a report that a sentence may quote: longest first, so that none is found inside another. */
export function getQuotedValues(report: Report): string[] {
  const facts = Object.values(report.facts);
  const values = [...facts, ...facts.flatMap(getArnNames), report.command?.split('\n', 1)[0] ?? ''];
  return [...new Set(values)]
    .map((value) => value.trim())
    .filter((value) => value.length > 2 && value.length < 300 && /[^a-z ]/i.test(value))
    .sort((a, b) => b.length - a.length)
    .slice(0, 40);
}

/** What a sentence calls a thing whose ARN is a fact: `role/service-role/build` is the role build. */
function getArnNames(value: string): string[] {
  if (!value.startsWith('arn:')) return [];
  const [, ...names] = value.split('/');
  return [names.join('/'), ...names].filter((name) => name.length > 5);
}

/**
 * A sentence of ours with values of others in it, at a cost of at most `room` (600 or more). The values, and
 * what we put between backticks, read as code; a backtick inside a value is only a backtick.
 */
export function prose(text: string, values: readonly string[], room: number): RichTextText[] {
  const line = cutInline(text.replace(PRIVATE, ''), room - (MAX_CODES + 1) * PIECE);
  const quoted = values.map((value) => cutInline(value.replace(PRIVATE, ''), 6 * value.length + 8));
  const masked = quoted.reduce(
    (rest, value, i) => rest.replaceAll(value, String.fromCharCode(FIRST + i)),
    line,
  );
  const unmask = (part: string) =>
    part.replace(PRIVATE, (mark) => quoted[mark.charCodeAt(0) - FIRST] ?? mark);
  // One of the two groups takes part in each match: without the other, prose and code alternate.
  const pieces = masked.split(/`([^`]+)`|([\uE000-\uF8FF])/).filter((piece) => piece !== undefined);
  return join(pieces.map((piece, at) => ({ text: unmask(piece), isCode: at % 2 === 1 })));
}

function join(pieces: { text: string; isCode: boolean }[]): RichTextText[] {
  let codes = 0;
  const merged: { text: string; isCode: boolean }[] = [];
  for (const piece of pieces) {
    const isCode = piece.isCode && ++codes <= MAX_CODES;
    const last = merged.at(-1);
    if (last && last.isCode === isCode) last.text += piece.text;
    else if (piece.text !== '') merged.push({ text: piece.text, isCode });
  }
  return merged.map(({ text, isCode }) => (isCode ? code(text) : plain(text)));
}
