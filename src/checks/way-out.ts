import type { Route, RouteTable, SecurityGroup, VpcEndpoint } from '@aws-sdk/client-ec2';
import type { Vpc } from './vpc.ts';

/** A sentence about security groups that let nothing out to the port; undefined where one does: they add up. */
export function findClosedPort(groups: readonly SecurityGroup[], port: string): string | undefined {
  const number = Number(port);
  const rules = groups.flatMap(({ IpPermissionsEgress = [] }) => IpPermissionsEgress);
  const isOpen = rules.some(
    ({ IpProtocol, FromPort = 0, ToPort = 65_535 }) =>
      IpProtocol === '-1' || (IpProtocol !== 'icmp' && FromPort <= number && number <= ToPort),
  );
  if (isOpen || groups.length === 0) return undefined;
  const names = groups.map(({ GroupId }) => GroupId).join(', ');
  return `The security group ${names} lets nothing out to port ${port}.`;
}

/** The id of an endpoint in the VPC through which an AWS host is reached. */
export function findEndpoint(
  endpoints: readonly VpcEndpoint[],
  host: string | undefined,
): string | undefined {
  if (!host?.includes('.amazonaws.com')) return undefined;
  const labels = host.replace(/\.amazonaws\.com(?:\.cn)?$/, '').split('.');
  return endpoints.find(({ ServiceName = '', State }) => {
    const service = ServiceName.split('.').slice(3).reverse();
    return (
      /^available$/i.test(State ?? '') && service.length > 0 && service.every((part) => labels.includes(part))
    );
  })?.VpcEndpointId;
}

/** A sentence about subnets whose routes do not lead out; undefined where all do. */
export function findSubnetsWithoutWay({ tables }: Vpc, subnets: readonly string[]): string | undefined {
  const stuck = subnets.flatMap((subnet) => {
    const why = findWhy(findTable(tables, subnet));
    return why ? [{ subnet, why }] : [];
  });
  const [first] = stuck;
  if (!first) return undefined;
  const others = stuck.length > 1 ? ` (and ${stuck.length - 1} more)` : '';
  return `The subnet ${first.subnet}${others} has ${first.why}.`;
}

/** A subnet without a table of its own follows the VPC's main one. */
function findTable(tables: readonly RouteTable[], subnet: string): RouteTable | undefined {
  const own = tables.find(({ Associations = [] }) => Associations.some((a) => a.SubnetId === subnet));
  return own ?? tables.find(({ Associations = [] }) => Associations.some((a) => a.Main));
}

function findWhy(table: RouteTable | undefined): string | undefined {
  const routes = (table?.Routes ?? []).filter((route) => route.DestinationCidrBlock === '0.0.0.0/0');
  const [route] = routes;
  if (!route) return 'no route 0.0.0.0/0: no NAT gateway, no way out';
  if (route.State === 'blackhole') return `its route 0.0.0.0/0 to ${getTarget(route)}, which is gone`;
  if (route.GatewayId?.startsWith('igw-'))
    return 'its route 0.0.0.0/0 to an internet gateway, but build containers get no public address: it takes NAT';
  return undefined;
}

function getTarget(route: Route): string {
  return (
    route.NatGatewayId ?? route.TransitGatewayId ?? route.NetworkInterfaceId ?? route.GatewayId ?? 'something'
  );
}
