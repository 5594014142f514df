import type { Answer, Report } from '../model.ts';
import { type Block, emoji, type Inline, paragraph, plain, richText } from './blocks.ts';
import { cutInline } from './cut.ts';

/** The marks of `confirmed`, `refuted` and `unknown`. */
const MARKS: Record<Answer['result'], string> = {
  confirmed: 'white_check_mark',
  refuted: 'x',
  unknown: 'grey_question',
};
export const CHECKS_IN_MESSAGE = 3;
/** Characters of an answer; the rest of a longer one is cut. */
export const LONGEST_DETAIL = 150;
const MAX_IN_THREAD = 12;

/** What was asked of the account, one line each. No block when nothing was. Costs at most 1,100. */
export function checkLines({ checks }: Report): Block[] {
  return listChecks('Checked', getDistinct(checks).slice(0, CHECKS_IN_MESSAGE));
}

/** Those that the message had no room for. Costs at most 4,200. */
export function moreCheckLines({ checks }: Report): Block[] {
  const more = getDistinct(checks).slice(CHECKS_IN_MESSAGE, CHECKS_IN_MESSAGE + MAX_IN_THREAD);
  return listChecks('Checked as well', more);
}

/** The same question about several resources, answered alike, is told once. */
function getDistinct(checks: readonly Answer[]): Answer[] {
  const byWords = new Map(
    checks.map((check) => [`${check.question}\n${check.result}\n${check.detail}`, check]),
  );
  return [...byWords.values()];
}

function listChecks(title: string, checks: readonly Answer[]): Block[] {
  if (checks.length === 0) return [];
  const lines = checks.flatMap(({ question, result, detail }): Inline[] => [
    plain('\n'),
    emoji(MARKS[result]),
    plain(` ${joinAnswer(cutInline(question, 100), cutInline(detail, LONGEST_DETAIL))}`),
  ]);
  return [richText(paragraph(plain(`${title}:`), ...lines))];
}

function joinAnswer(question: string, detail: string): string {
  if (question === '' || detail === '') return question + detail;
  return `${question}${question.endsWith('?') ? '' : ':'} ${detail}`;
}
