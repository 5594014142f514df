import { isReadAgain } from './read-again.ts';
import { type Hole, listHoles } from './template.ts';

/** Where a fact must not stand: there, quotes of ours would not keep it one word. */
const WHY = {
  single: 'stands in single quotes; write it without quotes around it, Faultline quotes it',
  double: 'stands in double quotes; write it without quotes around it, Faultline quotes it',
  ansi: "stands in $'...'; write it without quotes around it, Faultline quotes it",
  backtick: 'stands in `...`; write $(...) instead',
  expansion: 'stands in a parameter expansion; give the fact as a word of its own',
  arithmetic: 'stands in $((...)); give the fact as a word of its own',
  comment: 'stands in a comment; leave it out there',
  heredoc: 'stands after <<; give the fact as a word of a command instead',
  escaped: 'stands behind a backslash; leave that out',
  command: 'stands where the name of a command does; what runs is not to come from a log',
  again: 'would be run or read as code (eval, -c, xargs, ssh, a script); leave the fact out of it',
} as const;
type Reason = keyof typeof WHY;
type Context = Exclude<Reason, 'escaped' | 'command' | 'again' | 'heredoc' | 'comment'> | 'plain';

export interface UnsafeHole {
  hole: Hole;
  why: string;
}

/** The first fact of a command that the shell would not take as one word, or that would be run. */
export function findUnsafeHole(command: string): UnsafeHole | undefined {
  const holes = listHoles(command);
  if (holes.length === 0) return undefined;
  const reasons = readPlaces(command, new Set(holes.map(({ at }) => at)));
  const hole = holes.find(({ at }) => reasons.has(at));
  return hole && { hole, why: WHY[reasons.get(hole.at) ?? 'command'] };
}

/** The same for a diff, line by line. Its words are no commands of ours. */
export function findUnsafeHoleInPatch(patch: string): UnsafeHole | undefined {
  const lines = patch.split('\n').map((line) => `: ${line.slice(1)}`);
  return lines.map(findUnsafeHole).find((unsafe) => unsafe !== undefined);
}

/** Pairs of characters that begin a context, and what ends it. */
const OPENINGS: readonly (readonly [string, Context, string])[] = [
  ['$((', 'arithmetic', '))'],
  ['((', 'arithmetic', '))'],
  ['$(', 'plain', ')'],
  ['${', 'expansion', '}'],
  ["$'", 'ansi', "'"],
  ["'", 'single', "'"],
  ['"', 'double', '"'],
  ['`', 'backtick', '`'],
  ['(', 'plain', ')'],
];
/** What begins anything inside of double quotes. */
const IN_DOUBLE = new Set(['$((', '$(', '${', '`']);

interface Place {
  context: Context;
  end: string;
  /** What the word before us holds so far, and whether it is the name of a command. */
  word: string;
  isName: boolean;
}

/** Reads a command as a POSIX shell would; returns for each hole that is unsafe why. Rather refuses than guesses. */
function readPlaces(command: string, holes: ReadonlySet<number>): Map<number, Reason> {
  const reasons = new Map<number, Reason>();
  const places: Place[] = [{ context: 'plain', end: '', word: '', isName: true }];
  let isHeredoc = false;
  for (let at = 0; at < command.length; ) {
    const place = places.at(-1) ?? newPlace('plain', '');
    if (holes.has(at)) {
      const reason = findReason(command.slice(0, at), place, isHeredoc);
      if (reason) reasons.set(at, reason);
    }
    if (place.context === 'plain' && command[at] === '#' && place.word === '') {
      const end = command.indexOf('\n', at);
      const stop = end < 0 ? command.length : end;
      for (const hole of holes) if (hole > at && hole < stop) reasons.set(hole, 'comment');
      at = stop;
      continue;
    }
    if (place.context === 'plain' && beginsHeredoc(command, at)) isHeredoc = true;
    at += step(command, at, places, place);
  }
  return reasons;
}

/** `<<`, and not `<<<`, which takes a word. */
function beginsHeredoc(command: string, at: number): boolean {
  return command[at - 1] !== '<' && /^<<(?!<)/.test(command.slice(at, at + 3));
}

function newPlace(context: Context, end: string): Place {
  return { context, end, word: '', isName: context === 'plain' };
}

function findReason(before: string, place: Place, isHeredoc: boolean): Reason | undefined {
  if (place.context !== 'plain') return place.context;
  if (isHeredoc) return 'heredoc';
  if (before.endsWith('\\')) return 'escaped';
  if (place.isName && !/^\w+=/.test(place.word)) return 'command';
  return isReadAgain(before) ? 'again' : undefined;
}

/** Takes one character, or the pair that opens or ends a context; returns how many were taken. */
function step(command: string, at: number, places: Place[], place: Place): number {
  const { context, end } = place;
  if (end !== '' && command.startsWith(end, at)) {
    places.pop();
    const outer = places.at(-1);
    if (outer) outer.word += 'x';
    return end.length;
  }
  if (context === 'single') return 1;
  if (command[at] === '\\') {
    place.word += 'x';
    // What a backslash before a fact would do is for `findReason` to see.
    return command[at + 1] === '{' ? 1 : 2;
  }
  const opening = OPENINGS.find(
    ([text]) => command.startsWith(text, at) && (context === 'plain' || IN_DOUBLE.has(text)),
  );
  if (opening && context !== 'ansi') {
    places.push(newPlace(opening[1], opening[2]));
    return opening[0].length;
  }
  if (context === 'plain') readPlain(command[at] ?? '', place);
  return 1;
}

/** Keeps track of words: after an operator the next one names a command. */
function readPlain(character: string, place: Place): void {
  if (/[;|&\n]/.test(character)) Object.assign(place, { word: '', isName: true });
  else if (/\s/.test(character)) {
    const isStillName = place.word === '' || /^\w+=/.test(place.word) || KEYWORDS.has(place.word);
    Object.assign(place, { word: '', isName: place.isName && isStillName });
  } else place.word += character;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  '! do elif else if then until while exec command sudo env time nohup {'.split(' '),
);
