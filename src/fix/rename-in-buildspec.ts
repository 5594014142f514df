import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { renderReplacement } from './buildspec.ts';

/** The step that writes the near name where the buildspec has the wrong one: a patch where it was read and has it. */
export function getRenameStep(wrong: string, right: string, { build, buildspec }: Situation): FixStep {
  const title = `Write ${right} where the build says ${wrong}`;
  const lines = (buildspec?.text ?? '').split('\n').filter((line) => hasWord(line, wrong));
  const [line] = lines;
  if (line === undefined) return { title, changes: false };
  return {
    title,
    patch: renderReplacement([line], [replaceWord(line, wrong, right)], build),
    changes: true,
  };
}

/** As a whole name: `/app/db` is not in `/app/db-password`. */
function hasWord(line: string, word: string): boolean {
  return replaceWord(line, word, '') !== line;
}

function replaceWord(line: string, word: string, by: string): string {
  const escaped = word.replaceAll(/[\\^$.+?()[\]{}|*]/g, '\\$&');
  return line.replace(new RegExp(`(^|[^\\w./-])${escaped}(?![\\w./-])`), (_, before: string) => before + by);
}
