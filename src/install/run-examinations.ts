import { within } from '../within.ts';
import { explainAws } from './aws-errors.ts';
import { type Examination, type Finding, unknown, type Verdict } from './finding.ts';

/**
 * Examines all things side by side, each for at most so many milliseconds. Never throws: what cannot be found out, or
 * not in time, is `unknown` with the reason. Findings come in the order of the examinations.
 */
export async function runExaminations(
  examinations: readonly Examination[],
  limit: number,
  onDone: (finding: Finding) => void = () => {},
): Promise<Finding[]> {
  const late = unknown(`Not checked: no answer within ${limit / 1000} s.`);
  return Promise.all(
    examinations.map(async ({ check, about, examine }) => {
      const examined = examine().catch((error: unknown): Verdict => unknown(explainAws(error)));
      const verdict = await within(limit, examined, late);
      const finding = { check, about, ...verdict };
      onDone(finding);
      return finding;
    }),
  );
}
