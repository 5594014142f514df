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
const MAX_IN_THREAD = 12;

/** What was asked of the account, one line each. No block when nothing was. Costs at most 1,100. */
export function checkLines({ checks }: Report): Block[] {
  return listChecks('Checked', checks.slice(0, CHECKS_IN_MESSAGE));
}

/** Those that the message had no room for. Costs at most 4,200. */
export function moreCheckLines({ checks }: Report): Block[] {
  return listChecks('Checked as well', checks.slice(CHECKS_IN_MESSAGE, CHECKS_IN_MESSAGE + MAX_IN_THREAD));
}

function listChecks(title: string, checks: readonly Answer[]): Block[] {
  if (checks.length === 0) return [];
  const lines = checks.flatMap(({ question, result, detail }): Inline[] => [
    plain('\n'),
    emoji(MARKS[result]),
    plain(` ${[cutInline(question, 100), cutInline(detail, 150)].filter((part) => part !== '').join(': ')}`),
  ]);
  return [richText(paragraph(plain(`${title}:`), ...lines))];
}
