import { regionOption } from '../../src/fix/project.ts';
import { setVariableStep } from '../../src/fix/runtime.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'java-out-of-memory',
  family: 'jvm',
  title: 'The Java process of the build ran out of memory',
  patterns: [
    /(?:java\.lang\.)?OutOfMemoryError: (?<area>Java heap space|GC overhead limit exceeded|Metaspace|PermGen space|Direct buffer memory|Compressed class space|unable to create (?:new )?native thread|Requested array size)/,
    /java\.lang\.OutOfMemoryError|Not enough memory to run compilation|GC overhead limit exceeded/,
    /(?<tool>Gradle) build daemon disappeared unexpectedly|Expiring Daemon because JVM (?:heap space|Metaspace) is exhausted|after running out of JVM (?:memory|heap space|Metaspace)|Daemon will (?:be stopped|expire) .{0,60}(?:memory|exhausted)/,
    /insufficient memory for the Java Runtime Environment to continue|Native memory allocation \(\w+\) failed to (?:map|allocate)/,
    /Could not reserve enough space for (?:\S+ )?object heap|os::commit_memory\(.{0,120}failed|Initial heap size set to a larger value than the maximum/,
    {
      line: /Java heap space|The (?:Kotlin|Gradle) daemon (?:has )?terminated unexpectedly/,
      strength: 'likely',
    },
  ],
  above: [
    'java-compile-error',
    'java-tests-failed',
    'jvm-build-invalid',
    'container-out-of-memory',
    'docker-build-step-failed',
    'lint-errors',
  ],
  explain: ({ facts }) =>
    `The JVM of the build had no memory left${facts.area ? ` (${facts.area})` : ''}: its own limit is too low, or the container has less than it asks for.`,
  fix: ({ facts, command, build }) => {
    const isGradle = /gradle/i.test(`${facts.tool} ${command}`);
    const option = /Metaspace|PermGen/.test(facts.area ?? '') ? '-Xmx2g -XX:MaxMetaspaceSize=1g' : '-Xmx3g';
    return [
      setVariableStep(
        {
          name: isGradle ? 'GRADLE_OPTS' : 'MAVEN_OPTS',
          value: isGradle ? `-Dorg.gradle.jvmargs="${option}" -Dorg.gradle.workers.max=2` : option,
          title: `Give the JVM more: ${option} (tests run in a JVM of their own: argLine of surefire, maxHeapSize of Gradle's test task)`,
        },
        build,
      ),
      {
        title:
          'If the container has no more than that, try a larger compute type, then set it in the project',
        command: sh`aws codebuild start-build --project-name ${build?.project ?? placeholder('project')} --compute-type-override BUILD_GENERAL1_LARGE${regionOption(build)}`,
        changes: true,
      },
    ];
  },
});
