import type { Build } from '../model.ts';
import { findRegion, getHostSuffix, parseArn } from './arn.ts';
import { sh } from './shell.ts';

/** The command that shows the policy of a resource, where the service has one. */
export function getResourcePolicyCommand(
  resource: string | undefined,
  build: Build | undefined,
): string | undefined {
  const arn = parseArn(resource);
  const region = findRegion(build, resource);
  const inRegion = region ? sh` --region ${region}` : '';
  const name = arn?.resource.replace(/^[\w-]+[/:]/, '') ?? '';
  switch (arn?.service) {
    case 's3':
      return `${sh`aws s3api get-bucket-policy --bucket ${arn.resource.split('/')[0] ?? ''}`}${inRegion} --query Policy --output text`;
    case 'ecr':
      return `${sh`aws ecr get-repository-policy --registry-id ${arn.account} --repository-name ${name}`}${inRegion} --query policyText --output text`;
    case 'kms':
      return `${sh`aws kms get-key-policy --key-id ${resource ?? ''} --policy-name default`}${inRegion} --query Policy --output text`;
    case 'secretsmanager':
      return `${sh`aws secretsmanager get-resource-policy --secret-id ${resource ?? ''}`}${inRegion} --query ResourcePolicy --output text`;
    case 'sqs':
      return `${sh`aws sqs get-queue-attributes --queue-url ${`https://sqs.${arn.region}.${getHostSuffix(arn.partition)}/${arn.account}/${arn.resource}`} --attribute-names Policy`}${inRegion}`;
    case 'sns':
      return `${sh`aws sns get-topic-attributes --topic-arn ${resource ?? ''}`}${inRegion} --query Attributes.Policy --output text`;
    case 'lambda':
      return `${sh`aws lambda get-policy --function-name ${resource ?? ''}`}${inRegion} --query Policy --output text`;
    case 'iam':
      return sh`aws iam get-role --role-name ${name.split('/').at(-1) ?? ''} --query Role.AssumeRolePolicyDocument`;
    default:
      return undefined;
  }
}
