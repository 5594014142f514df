import { askPermission } from '../../src/checks/ask-permission.ts';
import { getPlace } from '../../src/fix/arn.ts';
import { explainDenial, getAccessSteps } from '../../src/fix/denial.ts';
import { CONSEQUENCES_OF_REFUSAL, getRefusedName, refused } from '../../src/fix/refused.ts';
import { sh } from '../../src/fix/shell.ts';
import { getVpcStatements } from '../../src/fix/vpc-permissions.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'vpc-permission-denied',
  family: 'iam',
  title: 'The service role lacks the network-interface permissions of a VPC build',
  patterns: [
    // CodeBuild, before the build begins. It does not say which call was refused.
    /VPC_CLIENT_ERROR.{0,60}Unauthorized ?[Oo]peration|Unexpected EC2 error: UnauthorizedOperation/,
    ...refused('ec2:(?:Create|Delete|Modify)NetworkInterface(?:Permission|Attribute)?'),
    /permissions? .{0,60}ec2:CreateNetworkInterface/,
    // When a project is made or changed.
    /Not authorized to perform Describe(?:NetworkInterfaces|Subnets|SecurityGroups|DhcpOptions|Vpcs)\b/,
  ],
  above: ['codebuild-internal-error', 'iam-access-denied', ...CONSEQUENCES_OF_REFUSAL],
  checks: ({ facts, build }) => [askPermission(facts, getVpcStatements(facts, build))],
  sharedBy: ['action'],
  explain: (situation) =>
    `${getRefusedName(situation)} may not make the network interface that a build in a VPC takes (ec2:CreateNetworkInterface and what goes with it).${explainDenial(situation.facts)}`,
  fix: ({ facts, build }) => {
    const { region } = getPlace(build, facts.resource);
    return [
      ...getAccessSteps(
        { role: facts.principal, policyName: 'faultline-vpc', statements: getVpcStatements(facts, build) },
        facts,
        build,
      ),
      {
        title: 'Put the subnets of the project in place of YOUR_SUBNET_ID (or * for any)',
        command: sh`aws codebuild batch-get-projects --names ${build?.project ?? 'YOUR_PROJECT'} --region ${region} --query ${'projects[0].vpcConfig'}`,
        changes: false,
      },
    ];
  },
});
