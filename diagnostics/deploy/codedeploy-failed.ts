import { regionWord } from '../../src/fix/reach.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'codedeploy-failed',
  family: 'deploy',
  title: 'A CodeDeploy deployment cannot be started or fails',
  patterns: [
    /\((?<code>(?:Application|DeploymentGroup|Deployment|Revision|DeploymentConfig)DoesNotExistException|RevisionRequiredException|DeploymentLimitExceededException|InvalidRevisionException|InvalidDeployment\w*Exception|DeploymentAlready\w+Exception|BucketNameFilterRequiredException|InvalidRoleException)\) when calling the (?<operation>\w+) operation: (?<reason>.+)/,
    /\b(?<code>(?:Application|DeploymentGroup|Deployment|Revision)DoesNotExistException): (?<reason>.+)/,
    /Waiter DeploymentSuccessful failed: (?<reason>.+)/,
    /(?<reason>The overall deployment failed because .+|The deployment failed because .+)/,
    /(?<reason>(?:The )?(?:AppSpec|appspec)(?: file)? .{0,60}(?:not found|could not be|does not exist|is not valid|must).*)|(?<reason2>(?:cannot find|missing|no such file.*|not find) .{0,60}appspec\.ya?ml)/i,
    { line: /"?status"?: "(?<reason>Failed|Stopped)"/, command: /\baws deploy\b/, strength: 'likely' },
  ],
  above: ['account-limit-exceeded', 'python-error', 'resource-not-found', 'cloudformation-stack-failed'],
  explain: ({ facts }) =>
    `CodeDeploy does not take or finish the deployment${facts.reason ? `: ${facts.reason.trim().slice(0, 240)}` : ''}`.replace(
      /\.?$/,
      '.',
    ),
  fix: ({ facts, build, command }) => {
    const region = regionWord(build);
    const application =
      /--application-name[ =]["']?([\w.-]+)/.exec(command ?? '')?.[1] ?? placeholder('application');
    const group =
      /--deployment-group-name[ =]["']?([\w.-]+)/.exec(command ?? '')?.[1] ?? placeholder('deployment_group');
    const look = {
      title: 'See which applications and deployment groups there are in this account and region',
      command: sh`aws deploy list-applications${region} --output text; aws deploy list-deployment-groups --application-name ${application}${region} --output text`,
      changes: false,
    };
    const why = {
      title: 'Read why the last deployment failed, and on which instance or target',
      command: sh`aws deploy get-deployment${region} --deployment-id "$(aws deploy list-deployments --application-name ${application} --deployment-group-name ${group}${region} --max-items 1 --query ${'deployments[0]'} --output text | head -n 1)" --query deploymentInfo.errorInformation`,
      changes: false,
    };
    const appspec = {
      title: 'The revision needs appspec.yml at the root of the folder that is pushed (--source)',
      command: sh`git ls-files ${'*appspec.y*ml'}`,
      changes: false,
    };
    return /DoesNotExist/.test(facts.code ?? '') ? [look, why, appspec] : [why, appspec, look];
  },
});
