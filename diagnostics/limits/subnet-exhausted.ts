import { getProjectCommand, regionOption } from '../../src/fix/project.ts';
import { placeholder, raw, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'subnet-exhausted',
  family: 'limits',
  title: "No free address is left in the subnets of the project's VPC",
  patterns: [
    // QUEUED's context; EC2's error code and its words
    /INSUFFICIENT_SUBNET|InsufficientFreeAddressesInSubnet/,
    /(?:not enough|sufficient) free (?:I[Pp]\w* ?)?addresses|does not have enough free addresses|[Ii]nsufficient [Ff]ree (?:IP )?[Aa]ddresses/,
  ],
  above: ['cloudformation-stack-failed', 'codepipeline-action-failed'],
  checks: () => [{ kind: 'subnet-full' }],
  sharedBy: [],
  explain: () =>
    "The build could not get a network interface: the subnets of the project's VPC configuration have no free IP address (five of each range are AWS's own).",
  fix: ({ build }) => {
    const name = build?.project ?? placeholder('project_name');
    const ids = raw(getProjectCommand('vpcConfig.subnets', build));
    return [
      {
        title: 'See how many free addresses each of its subnets has',
        command: sh`aws ec2 describe-subnets --subnet-ids $(${ids} --output text) --query ${'Subnets[].[SubnetId,AvailabilityZone,CidrBlock,AvailableIpAddressCount]'} --output table${regionOption(build)}`,
        changes: false,
      },
      {
        title: 'Give the project more or larger private subnets (with a way out through NAT) as well',
        command: sh`vpc=$(${raw(getProjectCommand('vpcConfig', build))} --output json | jq -c ${'.subnets += ["YOUR_SUBNET_ID"]'}) && aws codebuild update-project --name ${name} --vpc-config "$vpc"${regionOption(build)}`,
        changes: true,
        verify: getProjectCommand('vpcConfig.subnets', build),
      },
      {
        title: 'Free addresses that nobody uses: network interfaces left behind',
        command: sh`aws ec2 describe-network-interfaces --filters Name=status,Values=available --query ${'NetworkInterfaces[].[NetworkInterfaceId,SubnetId,Description]'} --output table${regionOption(build)}`,
        changes: false,
      },
    ];
  },
  retryable: true,
  retryReason: 'Addresses become free when other builds end.',
});
