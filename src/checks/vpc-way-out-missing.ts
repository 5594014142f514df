import { aside, type Check, confirmed, refuted, unknown } from './check.ts';
import { readVpc } from './vpc.ts';
import { findClosedPort, findEndpoint, findSubnetsWithoutWay } from './way-out.ts';

/**
 * Reads routes, endpoints and security groups of the subnets that the build runs in: build containers get no public
 * address, so that an internet gateway is no way out for them. https://docs.aws.amazon.com/codebuild/latest/userguide/vpc-support.html
 */
export const vpcWayOutMissing: Check<'vpc-way-out-missing'> = {
  permissions: ['ec2:DescribeRouteTables', 'ec2:DescribeSecurityGroups', 'ec2:DescribeVpcEndpoints'],
  asks: "whether a VPC's subnets, routes, endpoints and security groups let the build out",
  word: ({ host }, build) => `Does the VPC of ${build.project} keep it from ${host ?? 'the internet'}?`,
  async ask(clients, { host, port = '443' }, build) {
    if (!build.vpc)
      return build.inVpc === false
        ? aside(refuted('It runs outside of any VPC of yours.'))
        : unknown('Not checked: the build does not tell its subnets.');
    const vpc = await readVpc(await clients.ec2(), build.vpc);
    const closed = findClosedPort(vpc.groups, port);
    if (closed) return confirmed(closed, { wayOut: closed });
    const endpoint = findEndpoint(vpc.endpoints, host);
    if (endpoint) return aside(refuted(`There is an endpoint for ${host}: ${endpoint}.`));
    const stuck = findSubnetsWithoutWay(vpc, build.vpc.subnets);
    return stuck ? confirmed(stuck, { wayOut: stuck }) : aside(refuted('Each of its subnets has a way out.'));
  },
};
