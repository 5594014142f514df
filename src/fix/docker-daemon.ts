import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { insertBefore } from './buildspec.ts';

/** Who owns the project in code has to set it there, or the next deploy turns it off again. */
export const PRIVILEGED_IN_CODE: FixStep = {
  title:
    'Where CDK or CloudFormation owns the project, set it there as well: `dockerEnabledForSynth: true` on the pipeline construct, `privileged: true` on a project, `PrivilegedMode: true` in a template',
  changes: false,
};

export const STORAGE_DRIVER: FixStep = {
  title:
    'Start dockerd with a storage driver that works here: `--storage-driver=overlay2`, else `--storage-driver=vfs`',
  command: 'grep -rn -e --storage-driver .',
  changes: false,
  verify: "docker info --format '{{.Driver}}'",
};

/** The step that starts dockerd before the command that failed. The recipe of https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker-custom-image.html */
export function getDockerdStep({ command, build }: Situation): FixStep {
  const start = 'nohup /usr/local/bin/dockerd --host=unix:///var/run/docker.sock --storage-driver=overlay2 &';
  const wait = 'timeout 15 sh -c "until docker info; do echo .; sleep 1; done"';
  return {
    title: 'In an image of your own, start dockerd first (the standard images do it themselves)',
    patch: insertBefore([start, wait], command ?? 'docker build .', build),
    changes: true,
  };
}
