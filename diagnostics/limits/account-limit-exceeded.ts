import { updateEnvironmentStep } from '../../src/fix/project.ts';
import { findQuotaService, getQuotaSteps } from '../../src/fix/quota.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'account-limit-exceeded',
  family: 'limits',
  title: 'A quota of the AWS account or service is used up',
  patterns: [
    // CodeBuild itself, to StartBuild
    /Cannot have more than (?<limit>\d+) (?:active )?(?<resource>builds)|(?<error>AccountLimitExceededException)/,
    // Error codes of the services; RequestLimitExceeded and BandwidthLimitExceeded are about the rate
    /\b(?<error>(?!Request|Bandwidth|Rate|Deployment)\w*LimitExceeded(?:Exception|Fault)?)\b/,
    /\b(?<error>ServiceQuotaExceeded(?:Exception)?|CodeStorageExceededException|TooManyBuckets|QuotaExceeded(?:Exception)?)\b/,
    // Their words
    /[Cc]annot exceed quota for (?<resource>\w+): (?<limit>\d+)|maximum number of (?<resource2>[\w ]{3,40}) has been reached/,
    /attempted to create more (?<resource>buckets) than allowed|requested more (?<resource2>vCPU) capacity than|reached the limit on the number of (?<resource3>\w+)/,
    /below its minimum value of \[?(?<limit>\d+)|Limit for (?<resource>\w+) has been exceeded/,
    /Code storage limit exceeded|[Qq]uota (?:has been )?exceeded for |exceed(?:s|ed)? (?:the|your) (?:account|service) (?:quota|limit)/,
    // Sizes: templates, Lambda packages, policies
    /[Nn]umber of (?<resource>resources).{0,60} (?:is )?greater than (?:the )?(?:allowed maximum|maximum allowed)/,
    /Unzipped size must be smaller than (?<limit>\d+)|Request must be smaller than (?<limit2>\d+) bytes|(?<resource>Function code) combined with layers exceeds/,
    /Maximum policy size of (?<limit>\d+) bytes exceeded|Template may not exceed (?<limit2>\d+) bytes/,
  ],
  above: [
    'cloudformation-stack-failed',
    'cloudformation-template-invalid',
    'terraform-failed',
    'serverless-framework-failed',
    'sam-build-failed',
    'cdk-synth-failed',
    'ecs-deploy-failed',
    'codepipeline-action-failed',
    'python-error',
  ],
  checks: (situation) => (getService(situation) === 'codebuild' ? [{ kind: 'build-quota-used' }] : []),
  sharedBy: ['error', 'limit'],
  explain: ({ facts }) => {
    const what = facts.resource ?? facts.error;
    return `A quota of this AWS account${what ? ` (${what})` : ''} is used up${facts.limit ? `: it allows ${facts.limit}` : ''}.`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    const service = getService(situation);
    const steps = getQuotaSteps(service, build, facts.quotaCode);
    return service === 'codebuild' ? [...steps, getSmallerStep(situation)] : [...steps, CLEAN_STEP];
  },
});

function getService({ facts, command }: Situation): string | undefined {
  return findQuotaService(`${facts.resource} ${facts.error} ${command}`);
}

const CLEAN_STEP = {
  title:
    'Or make room: delete what is no longer used (old stacks, versions, addresses), or split what is too large',
  changes: false,
};

function getSmallerStep({ build }: Situation) {
  return updateEnvironmentStep(
    {
      title:
        'Or use a smaller compute type, whose quota of concurrent builds is its own; where the limit is not 0, let the builds of the pipeline run one after the other',
      field: 'computeType',
      value: 'BUILD_GENERAL1_SMALL',
    },
    build,
  );
}
