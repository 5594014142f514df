import { z } from 'zod';
import { arnOf } from '../account.ts';
import { type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { Network } from '../scenario-schema.ts';

const input = z.object({
  SubnetId: z.array(z.string()).optional(),
  GroupId: z.array(z.string()).optional(),
  Filter: z.array(z.object({ Name: z.string(), Value: z.array(z.string()) })).default([]),
});

/** The networks that the filter `vpc-id` leaves. */
function listNetworks({ account }: World, { Filter }: z.output<typeof input>): [string, Network][] {
  const wanted = Filter.find(({ Name }) => Name === 'vpc-id')?.Value;
  return [...account.networks].filter(([id]) => wanted?.includes(id) ?? true);
}

function renderRoute(destinationCidrBlock: string, target: string) {
  const [state, id = target] = target.startsWith('blackhole ')
    ? ['blackhole', target.slice(10)]
    : ['active', target];
  const field = { nat: 'natGatewayId', tgw: 'transitGatewayId' }[id.split('-')[0] ?? ''] ?? 'gatewayId';
  return { destinationCidrBlock, [field]: id, state };
}

function renderTable(vpcId: string, table: Network['routeTables'][number]) {
  const own = table.subnets.map((subnetId) => ({ subnetId, routeTableId: table.id, main: false }));
  const main = table.main ? [{ routeTableId: table.id, main: true }] : [];
  return {
    routeTableId: table.id,
    vpcId,
    routeSet: Object.entries(table.routes).map(([to, target]) => renderRoute(to, target)),
    associationSet: [...main, ...own],
  };
}

function renderPort(port: number) {
  return port === -1 ? { ipProtocol: '-1' } : { ipProtocol: 'tcp', fromPort: port, toPort: port };
}

export const ec2: Operations = {
  DescribeSubnets: operation(input, (asked, world) => {
    const all = listNetworks(world, asked).flatMap(([vpcId, { subnets }]) =>
      Object.entries(subnets).map(([subnetId, { free }]) => ({
        subnetId,
        vpcId,
        state: 'available',
        availableIpAddressCount: free,
      })),
    );
    const missing = asked.SubnetId?.find((id) => !all.some(({ subnetId }) => subnetId === id));
    if (missing) throw new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${missing}' does not exist`);
    return { subnetSet: all.filter(({ subnetId }) => asked.SubnetId?.includes(subnetId) ?? true) };
  }),
  DescribeRouteTables: operation(input, (asked, world) => ({
    routeTableSet: listNetworks(world, asked).flatMap(([id, { routeTables }]) =>
      routeTables.map((table) => renderTable(id, table)),
    ),
  })),
  DescribeVpcEndpoints: operation(input, (asked, world) => ({
    vpcEndpointSet: listNetworks(world, asked).flatMap(([vpcId, { endpoints }]) =>
      Object.entries(endpoints).map(([vpcEndpointId, serviceName]) => ({
        vpcEndpointId,
        serviceName,
        vpcId,
        state: 'available',
      })),
    ),
  })),
  DescribeSecurityGroups: operation(input, (asked, world) => ({
    securityGroupInfo: listNetworks(world, asked).flatMap(([vpcId, { securityGroups }]) =>
      Object.entries(securityGroups)
        .filter(([groupId]) => asked.GroupId?.includes(groupId) ?? true)
        .map(([groupId, ports]) => ({
          groupId,
          vpcId,
          groupName: groupId,
          groupArn: arnOf(world.account, 'ec2', `security-group/${groupId}`),
          ipPermissionsEgress: ports.map(renderPort),
        })),
    ),
  })),
};
