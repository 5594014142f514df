import { z } from 'zod';
import { operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { BuildData } from '../scenario-schema.ts';
import { getReportArn } from '../sdk-build.ts';

type Report = BuildData['reports'][number];

function findReport({ account }: World, arn: string): Report | undefined {
  for (const build of account.builds.values()) {
    const report = build.data.reports.find(({ name }) => getReportArn(build, name) === arn);
    if (report) return report;
  }
  return undefined;
}

/** A report fails with its first failed case. */
function toSdkReport(arn: string, { name, type, cases }: Report) {
  const counts = Map.groupBy(cases, ({ status }) => status);
  const statusCounts = Object.fromEntries([...counts].map(([status, { length }]) => [status, length]));
  return {
    arn,
    type,
    name,
    status: counts.has('FAILED') || counts.has('ERROR') ? 'FAILED' : 'SUCCEEDED',
    testSummary: { total: cases.length, statusCounts, durationInNanoSeconds: 1_000_000 },
  };
}

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetReports.html */
export const getReports = operation(
  z.object({ reportArns: z.array(z.string()).min(1).max(100) }),
  ({ reportArns }, world) => {
    const found = reportArns.map((arn) => ({ arn, report: findReport(world, arn) }));
    return {
      reports: found.flatMap(({ arn, report }) => (report ? toSdkReport(arn, report) : [])),
      reportsNotFound: found.filter(({ report }) => !report).map(({ arn }) => arn),
    };
  },
);

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_DescribeTestCases.html */
export const describeTestCases = operation(
  z.object({
    reportArn: z.string(),
    filter: z.object({ status: z.string().optional() }).optional(),
    maxResults: z.number().max(100).default(100),
  }),
  ({ reportArn, filter, maxResults }, world) => {
    const report = findReport(world, reportArn);
    if (!report) throw new AwsError('ResourceNotFoundException', `Report not found: ${reportArn}`);
    const cases = report.cases.filter(({ status }) => !filter?.status || status === filter.status);
    return {
      testCases: cases
        .slice(0, maxResults)
        .map((each) => ({ reportArn, ...each, durationInNanoSeconds: 1_000_000 })),
    };
  },
);
