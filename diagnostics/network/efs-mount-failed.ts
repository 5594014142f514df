import { getRoleName } from '../../src/fix/policy.ts';
import { regionWord } from '../../src/fix/reach.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'efs-mount-failed',
  family: 'network',
  title: 'The EFS file system of the project cannot be mounted',
  patterns: [
    // CodeBuild mounts through a local tunnel: hence 127.0.0.1.
    /mounting '?(?<address>127\.0\.0\.1:\S*|fs-\w+\S*?)'? failed\.?(?: (?<reason>.+))?$/i,
    /mount\.nfs4?: (?<reason>.+)/,
    /(?:Failed to (?:mount|resolve)|mount(?:ing)?) .{0,40}\b(?<filesystem>fs-[0-9a-f]{8,})\b.{0,80}(?:check that|fail|error|timed out|refused|denied)/i,
    /unknown filesystem type 'efs'|The IAM instance profile\/role .*mount.*efs/i,
    /b'mount\.nfs4: (?<reason>[^']+)'/,
  ],
  above: [
    'network-timeout',
    'network-refused',
    'dns-failed',
    'iam-access-denied',
    'docker-build-step-failed',
  ],
  sharedBy: ['filesystem'],
  explain: ({ facts }) =>
    /denied/i.test(facts.reason ?? '')
      ? 'EFS refuses the mount: the file system policy, the access point or the role does not allow `elasticfilesystem:ClientMount` to the build.'
      : `The build cannot mount its EFS file system${facts.filesystem ? ` \`${facts.filesystem}\`` : ''}${facts.reason ? ` (${facts.reason.trim()})` : ''}: there is no mount target in the zone of its subnet, or a security group does not let port 2049 (NFS) through.`,
  fix: ({ facts, build }) => {
    const id = facts.filesystem ?? placeholder('file_system_id');
    const region = regionWord(build);
    const project = build?.project ?? placeholder('project');
    return [
      {
        title:
          'See which mount targets the file system has: one in each availability zone of the project’s subnets',
        command: sh`aws efs describe-mount-targets --file-system-id ${id}${region} --query ${'MountTargets[].[SubnetId,AvailabilityZoneName,LifeCycleState,MountTargetId]'} --output table`,
        changes: false,
      },
      {
        title: 'Let the security group of the project in on port 2049 of that of the mount target',
        command: sh`aws ec2 authorize-security-group-ingress --group-id ${placeholder('mount_target_group')} --protocol tcp --port 2049 --source-group ${placeholder('project_group')}${region}`,
        changes: true,
        verify: sh`aws codebuild batch-get-projects --names ${project}${region} --query ${'projects[0].[vpcConfig,fileSystemLocations]'}`,
      },
      {
        title: `If it says permission denied: the file system policy has to allow elasticfilesystem:ClientMount and ClientWrite to ${getRoleName(build?.role)}`,
        command: sh`aws efs describe-file-system-policy --file-system-id ${id}${region}`,
        changes: false,
      },
    ];
  },
});
