import type { Build, FixStep } from '../model.ts';
import { renderBuildspecPatch } from './buildspec.ts';

const VARIABLE = /\$(?:\{(\w+)\}|(\w+))/g;

/**
 * Names of the variables in that word of a docker command which became the broken reference: those that were empty,
 * where the word and what it became can be laid over each other; else all of them. Empty when the command has none.
 */
export function findReferenceVariables(command: string | undefined, reference: string | undefined): string[] {
  if (!command) return [];
  const words = getReferenceWords(command).filter((word) => /\$\{?\w/.test(word));
  for (const word of words) {
    const values = reference === undefined ? undefined : layOver(word, reference);
    const empty = values?.filter(([, value]) => value === '').map(([name]) => name);
    if (values) return unique(empty && empty.length > 0 ? empty : values.map(([name]) => name));
  }
  return unique(words.flatMap(getNames));
}

/** The words of a docker command that hold an image reference; quotes are left out. */
function getReferenceWords(command: string): string[] {
  const words = command.match(/"[^"]*"|'[^']*'|\S+/g)?.map((word) => word.replace(/^["']|["']$/g, '')) ?? [];
  const tags = words.flatMap((word, i) => {
    if (word === '-t' || word === '--tag') return [words[i + 1] ?? ''];
    return word.startsWith('--tag=') ? [word.slice(6)] : [];
  });
  if (tags.length > 0) return tags;
  const verb = words.findIndex((word) => /^(?:push|pull|tag|run)$/.test(word));
  return verb < 0 ? words.filter((word) => word.includes(':')) : words.slice(verb + 1);
}

/** What each variable of the word stood for, so that the word gives the text; undefined where that cannot be told. */
function layOver(word: string, text: string): [string, string][] | undefined {
  const [head = '', ...literals] = word.split(/\$(?:\{\w+\}|\w+)/);
  const tail = literals.pop() ?? '';
  // Two variables side by side: nobody can tell where one ends.
  if (literals.includes('') || !text.startsWith(head) || !text.endsWith(tail)) return undefined;
  const values: string[] = [];
  let from = head.length;
  for (const literal of literals) {
    const at = text.indexOf(literal, from);
    if (at < 0) return undefined;
    values.push(text.slice(from, at));
    from = at + literal.length;
  }
  if (from > text.length - tail.length) return undefined;
  values.push(text.slice(from, text.length - tail.length));
  return getNames(word).map((name, i) => [name, values[i] ?? '']);
}

function getNames(word: string): string[] {
  return [...word.matchAll(VARIABLE)].map((match) => match[1] ?? match[2] ?? '');
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** The steps that give variables a value, from where a build should take it. */
export function getVariableSteps(found: readonly string[], build: Build | undefined): FixStep[] {
  const names = found.length > 0 ? found : ['YOUR_VARIABLE'];
  const give: FixStep = {
    title: `Give ${names.join(', ')} a value: from Parameter Store (env: parameter-store:) or as plain text (env: variables:) in the buildspec, or in the project's environment`,
    patch: renderBuildspecPatch(
      [
        ' version: 0.2',
        '+env:',
        '+  parameter-store:',
        ...names.map((name) => `+    ${name}: /YOUR_APP/${name}`),
      ],
      build,
    ),
    changes: true,
    verify: names.map((name) => `test -n "$${name}"`).join(' && '),
  };
  return names.some((name) => /ACCOUNT/i.test(name)) ? [give, ACCOUNT_STEP] : [give];
}

/** Not among the variables that CodeBuild sets: https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html */
const ACCOUNT_STEP: FixStep = {
  title: "CodeBuild does not set the account id: take it from the build's own ARN",
  command: 'export AWS_ACCOUNT_ID=$(echo "$CODEBUILD_BUILD_ARN" | cut -d: -f5)',
  changes: false,
};
