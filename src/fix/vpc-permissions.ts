import type { Build, Facts } from '../model.ts';
import { getPlace } from './arn.ts';
import { allow, type Statement } from './policy.ts';
import { placeholder } from './shell.ts';

/**
 * What a build in a VPC takes. The interface belongs to CodeBuild's own account, hence the permission with its conditions.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html#customer-managed-policies-example-create-vpc-network-interface
 */
export function getVpcStatements(facts: Facts, build: Build | undefined): Statement[] {
  const { partition, region, account } = getPlace(build, facts.resource, facts.principal);
  const ec2 = `arn:${partition}:ec2:${region}:${account}`;
  return [
    // The describing calls take no resource; creating one names interface, subnet and security group alike.
    allow(
      [
        'ec2:CreateNetworkInterface',
        'ec2:DescribeDhcpOptions',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeSubnets',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeVpcs',
      ],
      ['*'],
    ),
    allow(['ec2:CreateNetworkInterfacePermission'], [`${ec2}:network-interface/*`], {
      StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
      ArnEquals: { 'ec2:Subnet': [`${ec2}:subnet/${placeholder('subnet_id')}`] },
    }),
  ];
}
