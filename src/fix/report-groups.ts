import type { Build, Facts } from '../model.ts';
import { findPolicyResource, getPlace } from './arn.ts';
import { allow, type Statement } from './policy.ts';
import { placeholder } from './shell.ts';

/** What the `reports` section of a buildspec takes. https://docs.aws.amazon.com/codebuild/latest/userguide/test-permissions.html */
const ACTIONS = [
  'CreateReportGroup',
  'CreateReport',
  'UpdateReport',
  'BatchPutTestCases',
  'BatchPutCodeCoverages',
];

export function isReportAction(action: string | undefined): boolean {
  return ACTIONS.some((name) => action === `codebuild:${name}`);
}

/** All that reports take, at once. A group that the buildspec names is called `PROJECT-NAME`. */
export function getReportStatement(facts: Facts, build: Build | undefined): Statement {
  const { partition, region, account } = getPlace(build, facts.resource, facts.principal);
  const project = build?.project ?? placeholder('project');
  const groups = `arn:${partition}:codebuild:${region}:${account}:report-group/${project}-*`;
  return allow(
    ACTIONS.map((name) => `codebuild:${name}`),
    [findPolicyResource(facts.resource, build) ?? groups],
  );
}
