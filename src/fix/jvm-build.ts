import type { Facts, FixStep } from '../model.ts';

/** How to correct a Maven or Gradle build that asks for something that is not there. */
export function getJvmBuildSteps(facts: Facts, isMaven: boolean): FixStep[] {
  const first = facts.tool ? ANDROID_STEP : isMaven ? mavenStep(facts) : gradleStep(facts);
  return [
    first,
    {
      title: 'If that does not say enough, ask for the whole report',
      command: isMaven ? 'mvn --batch-mode --errors validate' : './gradlew help --stacktrace',
      changes: false,
    },
  ];
}

const ANDROID_STEP: FixStep = {
  title: 'Install the Android SDK and accept its licences before Gradle runs',
  command: 'yes | "$ANDROID_HOME"/cmdline-tools/latest/bin/sdkmanager --licenses',
  changes: false,
};

function mavenStep({ task, file }: Facts): FixStep {
  return {
    title: task
      ? `Correct "${task}" in the mvn command of the buildspec: a phase such as package or verify, or plugin:goal`
      : `Correct ${file ?? 'the POM'}; Maven names line and element`,
    command: 'mvn --batch-mode validate',
    changes: false,
  };
}

function gradleStep({ task, file, line }: Facts): FixStep {
  return {
    title: task
      ? `Call a task that the project has instead of "${task}": list them (a word of a comment or an option without its dash counts as a task too)`
      : `Correct ${file ?? 'the build file'}${line ? ` at line ${line}` : ''} where Gradle names it`,
    command: './gradlew tasks --all',
    changes: false,
  };
}
