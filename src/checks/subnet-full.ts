import { type Check, confirmed, refuted, unknown } from './check.ts';

/** Reads how many addresses the subnets of the build have left. */
export const subnetFull: Check<'subnet-full'> = {
  permissions: ['ec2:DescribeSubnets'],
  asks: 'how many free addresses the subnets have',
  word: (_question, build) => `Are the subnets of ${build.project} full?`,
  async ask(clients, _question, { vpc }) {
    if (!vpc) return unknown('Not checked: the build does not tell its subnets.');
    const { DescribeSubnetsCommand } = await import('@aws-sdk/client-ec2');
    const ec2 = await clients.ec2();
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: vpc.subnets }));
    const free = Subnets.map((s) => `${s.SubnetId} ${s.AvailableIpAddressCount ?? 0}`).join(', ');
    const full = Subnets.filter((subnet) => (subnet.AvailableIpAddressCount ?? 0) === 0);
    return full.length > 0
      ? confirmed(`Free addresses now: ${free}.`)
      : { ...refuted(`There are free addresses now: ${free}.`), isAside: true };
  },
};
