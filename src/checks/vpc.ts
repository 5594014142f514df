import type { EC2Client, RouteTable, SecurityGroup, VpcEndpoint } from '@aws-sdk/client-ec2';
import type { Build } from '../model.ts';

/** What decides whether a build in a VPC gets out of it. */
export interface Vpc {
  tables: RouteTable[];
  endpoints: VpcEndpoint[];
  groups: SecurityGroup[];
}

/** Reads all three side by side. Throws what the SDK throws: without one of them the answer would be wrong. */
export async function readVpc(ec2: EC2Client, vpc: NonNullable<Build['vpc']>): Promise<Vpc> {
  const { DescribeRouteTablesCommand, DescribeSecurityGroupsCommand, DescribeVpcEndpointsCommand } =
    await import('@aws-sdk/client-ec2');
  const Filters = [{ Name: 'vpc-id', Values: [vpc.id] }];
  const [{ RouteTables = [] }, { VpcEndpoints = [] }, { SecurityGroups = [] }] = await Promise.all([
    ec2.send(new DescribeRouteTablesCommand({ Filters })),
    ec2.send(new DescribeVpcEndpointsCommand({ Filters })),
    ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: vpc.securityGroups })),
  ]);
  return { tables: RouteTables, endpoints: VpcEndpoints, groups: SecurityGroups };
}
