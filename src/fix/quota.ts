import type { Build, FixStep } from '../model.ts';
import { regionOption } from './project.ts';
import { placeholder, sh } from './shell.ts';

/** Words of an error or a message, and the service whose quota they mean, as Service Quotas calls it. */
const SERVICES: readonly [RegExp, string][] = [
  [/builds|AccountLimitExceeded/i, 'codebuild'],
  [/vcpu|instancelimit|address|volume|snapshot/i, 'ec2'],
  [
    /vpc|subnet|internetgateway|natgateway|routetable|securitygroup|networkinterface|network interface/i,
    'vpc',
  ],
  [/bucket/i, 's3'],
  [/codestorage|concurren|function|layers|unzipped/i, 'lambda'],
  [/stack|template|resources/i, 'cloudformation'],
  [/role|polic|instanceprofile|group/i, 'iam'],
  [/parameter/i, 'ssm'],
  [/task|cluster/i, 'ecs'],
];

/** The service code for `aws service-quotas`, from the words of an error; undefined where they name none. */
export function findQuotaService(words: string | undefined): string | undefined {
  return SERVICES.find(([pattern]) => pattern.test(words ?? ''))?.[1];
}

/** The steps that show a service's quotas and ask for a higher one. */
export function getQuotaSteps(
  service: string | undefined,
  build: Build | undefined,
  quotaCode?: string,
): FixStep[] {
  const code = service ?? placeholder('service_code');
  const list = sh`aws service-quotas list-service-quotas --service-code ${code} --query ${'Quotas[].[QuotaCode,Value,QuotaName]'} --output table${regionOption(build)}`;
  return [
    { title: `See the quotas of ${code} in this account and region`, command: list, changes: false },
    {
      title: 'Request a higher quota; some are set by AWS support only, for new accounts above all',
      command: sh`aws service-quotas request-service-quota-increase --service-code ${code} --quota-code ${quotaCode ?? placeholder('quota_code')} --desired-value ${placeholder('number')}${regionOption(build)}`,
      changes: true,
      verify: sh`aws service-quotas list-requested-service-quota-change-history --service-code ${code} --query ${'RequestedQuotas[].[QuotaName,DesiredValue,Status]'} --output table${regionOption(build)}`,
    },
  ];
}
