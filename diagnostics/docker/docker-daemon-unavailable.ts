import { getDockerdStep, PRIVILEGED_IN_CODE, STORAGE_DRIVER } from '../../src/fix/docker-daemon.ts';
import { updateEnvironmentStep } from '../../src/fix/project.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'docker-daemon-unavailable',
  family: 'docker',
  title: 'No Docker daemon in the build container',
  patterns: [
    // The docker CLI, buildx and compose v2. AWS's own recipe waits for dockerd in an `until docker info` loop, which prints it too.
    { line: /Cannot connect to the Docker daemon/, command: /^(?![\s\S]*\buntil\b)/ },
    { line: /Cannot connect to the Docker daemon/, strength: 'likely' },
    /error during connect: (?:This error may indicate|Get|Post|Head|in the default daemon)/,
    /dial unix \S*docker[\w.]*\.sock|docker\.sock: (?:no such file|permission denied)|(?:ENOENT|EACCES|ECONNREFUSED) \S*docker\.sock/,
    /permission denied while trying to connect to the (?:Docker daemon socket|docker API)/,
    // docker-compose 1, SAM (worded anew with Finch), Testcontainers, docker-py, docker-maven-plugin, Spring Boot, CDK and others
    /Couldn't connect to Docker daemon|Docker is unreachable\. Docker needs to be running/,
    /(?:locally|a container) requires (?:Docker|a container runtime)|No container runtime (?:found|is)/,
    /Could not find a valid Docker environment|Error while fetching server API version/,
    /No <dockerHost> given|Connection to the Docker daemon at \S+ failed/,
    /[Dd]ocker daemon is not (?:running|responsive|reachable)|[Uu]nable to (?:reach|connect to) (?:the )?docker daemon/,
    { line: /Is the docker daemon running\?/, strength: 'likely' },
    /Connect to localhost:2375 .{0,80}failed|docker\.client\..{0,300}(?:Connection refused|No such file or directory)/,
    // dockerd itself, in images that start it
    /failed to start daemon: (?<reason>.{1,200})|Error starting daemon: (?<reason2>.{1,200})/,
    {
      line: /Timed out trying to connect to internal docker host|Could not mount \/sys\/kernel\/security/,
      strength: 'likely',
    },
    // podman and buildah want the same privileges
    /unshare\(CLONE_NEW\w+\): Operation not permitted|cannot clone: Operation not permitted/,
  ],
  above: [
    'docker-build-step-failed',
    'docker-registry-auth-failed',
    'sam-build-failed',
    'cdk-synth-failed',
    'npm-script-failed',
    'javascript-tests-failed',
    'java-tests-failed',
    'python-tests-failed',
    'python-error',
    'tests-failed',
    'file-missing',
    'network-refused',
  ],
  checks: () => [{ kind: 'privileged-mode-off' }],
  explain: ({ facts, build }) => {
    const why = build?.privileged
      ? 'privileged mode is on, so dockerd was not started or did not come up in this image'
      : 'most often because the project runs without privileged mode';
    if (!facts.reason) return `The command needs a Docker daemon and the build container has none: ${why}.`;
    return `The Docker daemon of the build container did not start: ${facts.reason}.`;
  },
  fix: (situation) => {
    const { facts, build } = situation;
    const privileged = updateEnvironmentStep(
      {
        title: 'Turn on privileged mode (privilegedMode) for the project',
        field: 'privilegedMode',
        value: true,
      },
      build,
    );
    if (/graphdriver|storage|overlay|driver not supported/.test(facts.reason ?? ''))
      return [STORAGE_DRIVER, privileged];
    return build?.privileged
      ? [getDockerdStep(situation)]
      : [privileged, PRIVILEGED_IN_CODE, getDockerdStep(situation)];
  },
});
