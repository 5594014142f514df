import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { aside, type Check, confirmed } from './check.ts';

/** Looks a log group up by name: one that is missing has to be created first, which is a permission of its own. */
export const logGroupMissing: Check<'log-group-missing'> = {
  permissions: ['logs:DescribeLogGroups'],
  asks: 'whether a log group exists',
  word: ({ group }, build) => `Is there no log group ${group} in ${build.region}?`,
  async ask({ logs }, { group }) {
    const { logGroups = [] } = await logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: group, limit: 50 }),
    );
    return logGroups.some(({ logGroupName }) => logGroupName === group)
      ? undefined
      : aside(confirmed(`There is none: the role needs logs:CreateLogGroup too, or somebody creates it.`));
  },
};
