import type { Build, FixStep } from '../model.ts';
import { placeholder, type RawShell, raw, sh } from './shell.ts';

/** ` --region eu-west-1` where the build or the log tells it; nothing where the reader's own default has to do. */
export function regionWord(build: Build | undefined, region?: string | undefined): RawShell {
  const known = region ?? build?.region;
  return raw(known ? sh` --region ${known}` : '');
}

/** The words that print the project's subnets or security groups as one comma-separated word. */
function listOf(field: 'subnets' | 'securityGroupIds', build: Build | undefined): RawShell {
  const project = build?.project ?? placeholder('project');
  return raw(
    sh`"$(aws codebuild batch-get-projects --names ${project}${regionWord(build)} --query "join(',', projects[0].vpcConfig.${raw(field)})" --output text)"`,
  );
}

/**
 * How to find out why a build cannot reach a host: whether the project is in a VPC, whether its subnets have a way
 * out, whether its security group lets traffic out. https://docs.aws.amazon.com/codebuild/latest/userguide/vpc-support.html
 * A build that is known to run outside of a VPC gets the other half: how to get to a private host.
 */
export function getReachSteps(
  build: Build | undefined,
  { host, port }: { host?: string | undefined; port?: string | undefined },
): FixStep[] {
  const project = build?.project ?? placeholder('project');
  const region = regionWord(build);
  if (build?.inVpc === false) return [joinVpcStep(build, host)];
  const steps: FixStep[] = [
    {
      title: 'See whether the project runs in a VPC, and in which subnets and security groups',
      command: sh`aws codebuild batch-get-projects --names ${project}${region} --query ${'projects[0].vpcConfig'}`,
      changes: false,
    },
    {
      title:
        'If it does: each subnet needs a route 0.0.0.0/0 to a NAT gateway. One to an internet gateway does not help, since build containers get no public address',
      command: sh`aws ec2 describe-route-tables${region} --filters Name=association.subnet-id,Values=${listOf('subnets', build)} --query ${'RouteTables[].Routes[].[DestinationCidrBlock,NatGatewayId,GatewayId,State]'} --output table`,
      changes: false,
    },
    {
      title: `Its security groups must let traffic out to port ${port && port !== '53' ? port : '443'}, and to 53 for names`,
      command: sh`aws ec2 describe-security-groups${region} --filters Name=group-id,Values=${listOf('securityGroupIds', build)} --query ${'SecurityGroups[].IpPermissionsEgress'}`,
      changes: false,
    },
  ];
  return isAws(host) ? [...steps, endpointStep(build, host)] : steps;
}

function isAws(host: string | undefined): host is string {
  return host !== undefined && /\.amazonaws\.com(?:\.cn)?$/.test(host);
}

/** Without a way out, AWS's own services are reached through endpoints in the VPC. */
function endpointStep(build: Build | undefined, host: string): FixStep {
  const service =
    /(?:^|\.)([a-z0-9-]+)\.[a-z]{2}-[a-z-]+-\d\.amazonaws/.exec(host)?.[1] ?? host.split('.')[0];
  return {
    title: `Or let the VPC reach ${service ?? host} through an endpoint: see which it has`,
    command: sh`aws ec2 describe-vpc-endpoints${regionWord(build)} --query ${'VpcEndpoints[].[ServiceName,State,PrivateDnsEnabled]'} --output table`,
    changes: false,
  };
}

function joinVpcStep(build: Build, host: string | undefined): FixStep {
  const vpc = sh`vpcId=${placeholder('vpc')},subnets=${placeholder('private subnet')},securityGroupIds=${placeholder('security group')}`;
  return {
    title: `The project runs outside of your VPC: if ${host ?? 'the host'} is private, let the project run in a private subnet of its VPC`,
    command: sh`aws codebuild update-project --name ${build.project}${regionWord(build)} --vpc-config ${vpc}`,
    changes: true,
    verify: sh`aws codebuild batch-get-projects --names ${build.project}${regionWord(build)} --query ${'projects[0].vpcConfig'}`,
  };
}

/** The host of a URL, of `host:port` or of a bare name. */
export function getHost(address: string | undefined): string | undefined {
  return /^(?:[a-z+]+:\/\/)?(?:[^@/\s]*@)?\[?([\w.-]+)/i.exec(address ?? '')?.[1];
}
