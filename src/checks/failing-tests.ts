import {
  BatchGetReportsCommand,
  type CodeBuildClient,
  DescribeTestCasesCommand,
  type TestCase,
} from '@aws-sdk/client-codebuild';
import { type Check, confirmed, unknown } from './check.ts';

/** BatchGetReports takes this many. https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetReports.html */
const MAX_REPORTS = 100;
const SHOWN = 3;
/** Of no more reports the cases are asked for before it is known which failed: that saves a round trip. */
const READ_AHEAD = 3;

/** The failed cases of the build's test reports, by name and message: of the report, not of the log. */
export const failingTests: Check<'failing-tests'> = {
  permissions: ['codebuild:BatchGetReports', 'codebuild:DescribeTestCases'],
  asks: 'which tests failed, by the test reports',
  word: () => 'Which tests failed, by the test reports?',
  async ask({ codebuild }, _question, { reports: arns = [] }) {
    if (arns.length === 0) return unknown('The build wrote no test reports.');
    const ahead =
      arns.length <= READ_AHEAD ? new Map(arns.map((arn) => [arn, listAhead(codebuild, arn)])) : undefined;
    const { reports = [] } = await codebuild.send(
      new BatchGetReportsCommand({ reportArns: arns.slice(0, MAX_REPORTS) }),
    );
    const failed = reports.filter(({ type, status }) => type !== 'CODE_COVERAGE' && status !== 'SUCCEEDED');
    const cases = await Promise.all(
      failed.map(({ arn = '' }) => ahead?.get(arn) ?? listFailed(codebuild, arn)),
    );
    const [first, ...others] = cases.flat();
    if (!first) return unknown('The test reports of the build name no failed case.');
    const total = Math.max(1 + others.length, countFailed(failed));
    return confirmed(renderCases([first, ...others], total), { test: getName(first) });
  },
};

/** Of a report of coverage, which has no cases, nobody waits for it. */
function listAhead(codebuild: CodeBuildClient, reportArn: string): Promise<TestCase[]> {
  const cases = listFailed(codebuild, reportArn);
  cases.catch(() => undefined);
  return cases;
}

async function listFailed(codebuild: CodeBuildClient, reportArn: string): Promise<TestCase[]> {
  const { testCases = [] } = await codebuild.send(
    new DescribeTestCasesCommand({ reportArn, filter: { status: 'FAILED' }, maxResults: 20 }),
  );
  return testCases;
}

function countFailed(
  reports: readonly { testSummary?: { statusCounts?: Record<string, number> | undefined } | undefined }[],
): number {
  return reports.reduce((sum, { testSummary }) => sum + (testSummary?.statusCounts?.FAILED ?? 0), 0);
}

function getName({ prefix, name = 'a case without a name' }: TestCase): string {
  return prefix && !name.startsWith(prefix) ? `${prefix}.${name}` : name;
}

function renderCases(cases: readonly TestCase[], total: number): string {
  const shown = cases.slice(0, SHOWN).map((each) => {
    const message = each.message?.trim().split('\n', 1)[0]?.slice(0, 120);
    return message ? `${getName(each)} (${message})` : getName(each);
  });
  const more = total > shown.length ? `, and ${total - shown.length} more` : '';
  return `${shown.join('; ')}${more}.`;
}
