import type { Build, Facts, FixStep } from '../model.ts';
import { findRegion, getPlace, parseArn } from './arn.ts';
import { type Grant, getRoleName, getSimulation } from './policy.ts';
import { getRefusedCallsStep } from './refused-calls.ts';
import { getResourcePolicyCommand } from './resource-policy.ts';
import { raw, sh } from './shell.ts';

/**
 * Where IAM allows what was refused: how to tell which policy it was instead. A permission is not added, since it is
 * there. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function getSuspectSteps(grant: Grant, facts: Facts, build: Build | undefined): FixStep[] {
  const role = grant.role ?? build?.role;
  const { suspects = '' } = facts;
  const resource = facts.resource ?? grant.statements[0]?.Resource[0];
  const service = parseArn(resource)?.service ?? '';
  const policy = getResourcePolicyCommand(resource, build);
  const region = findRegion(build, resource);
  const inRegion = raw(region ? sh` --region ${region}` : '');
  return [
    {
      title: `Add no permission: IAM lets ${getRoleName(role)} do it. Where it was added after this build began, run the build again first`,
      command: getSimulation(role, grant.statements, build),
      changes: false,
    },
    ...(policy
      ? [
          {
            title: 'Look for a Deny, or a missing Allow, in the policy of the resource itself',
            command: policy,
            changes: false,
          },
        ]
      : []),
    ...(suspects.includes('endpoint')
      ? [
          {
            title: `Look at the policy of the VPC endpoint that the build reaches ${service || 'the service'} through`,
            command: sh`aws ec2 describe-vpc-endpoints${inRegion} --filters ${`Name=service-name,Values=com.amazonaws.${region ?? '*'}.${service}*`} --query ${'VpcEndpoints[].[VpcEndpointId,PolicyDocument]'}`,
            changes: false,
          },
        ]
      : []),
    ...(suspects.includes('SCP')
      ? [
          {
            title: 'Ask who manages the organization which service control policies stand above this account',
            command: sh`aws organizations list-policies-for-target --target-id ${getPlace(undefined, role, build?.arn).account} --filter SERVICE_CONTROL_POLICY`,
            changes: false,
          },
        ]
      : []),
    {
      ...getRefusedCallsStep(build),
      title: "CloudTrail's record of the refused call names the kind of policy (it comes after some minutes)",
    },
  ];
}
