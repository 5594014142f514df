import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { regionOption } from './project.ts';
import { placeholder, sh } from './shell.ts';

/** What the Serverless Framework needs that stops for this reason; empty where the reason says nothing. */
export function getServerlessSteps({ facts, build }: Situation): FixStep[] {
  const reason = facts.reason ?? '';
  if (/sign in|license key|log ?in/i.test(reason))
    return [
      {
        title:
          'Version 4 wants a license key or access key in the build: put it into Parameter Store and name it in the buildspec (env: parameter-store: SERVERLESS_ACCESS_KEY), or stay with version 3',
        command: sh`aws ssm put-parameter --type SecureString --name /codebuild/serverless-access-key --value ${placeholder('access key')}${regionOption(build)}`,
        changes: true,
        verify: 'npx serverless print',
      },
    ];
  if (facts.plugin)
    return [
      {
        title: `Add ${facts.plugin} to package.json, and let the build install it before`,
        command: sh`npm install --save-dev ${facts.plugin}`,
        changes: true,
        verify: sh`npm ls ${facts.plugin}`,
      },
    ];
  if (/deployment bucket/.test(reason))
    return [
      {
        title: 'See whether the stack and its bucket are there for this role and region',
        command: sh`aws sts get-caller-identity && aws cloudformation describe-stack-resources --stack-name ${placeholder('stack')} --logical-resource-id ServerlessDeploymentBucket${regionOption(build)}`,
        changes: false,
      },
    ];
  return [];
}
