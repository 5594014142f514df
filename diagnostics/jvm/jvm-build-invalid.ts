import { asClause } from '../../src/fix/clause.ts';
import { getJvmBuildSteps } from '../../src/fix/jvm-build.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'jvm-build-invalid',
  family: 'jvm',
  title: 'The Maven or Gradle build itself is wrong',
  patterns: [
    // Gradle: a task, project, property or plugin that is not there
    /(?:Task|Project) '(?<task>[^']+)' (?:is ambiguous in|not found in) (?:root )?project/,
    /Cannot locate (?:matching )?tasks that match '(?<task>[^']+)'|Cannot locate matching tasks/,
    /Could not find method (?<method>\w+)\(\) for arguments|(?:Could not (?:get|set) unknown property|No such property:) '?(?<property>\w+)/,
    /Could not compile (?:build|settings|initialization) (?:file|script)|Minimum supported Gradle version is (?<required>\d+(?:\.\d+)*)/,
    {
      line: /A problem occurred (?:evaluating|configuring) (?:root project|project|script|settings)/,
      strength: 'likely',
    },
    /Script compilation errors?:|Namespace not specified|Build file '(?<file>[^']+)' line: (?<line>\d+)/,
    // Android
    /(?<tool>SDK) location not found|Failed to install the following (?<tool2>Android SDK) packages as some licen[cs]es|You have not accepted the (?<tool3>license) agreements/,
    /Failed to find (?:target with hash string|Build Tools revision|Platform SDK)|Keystore file '(?<file>[^']+)' not found for signing config|File google-services\.json is missing/,
    // Maven: the POM, a phase, a goal, a module or a parameter
    /Non-parseable POM (?<file>[^:\s]+)|Malformed POM (?<file2>[^:\s]+)|The build could not read \d+ projects?|Some problems were encountered while processing the POMs/,
    /\[(?:ERROR|FATAL)\] +(?:'(?<property>[\w.]+)' (?:for \S+ )?(?:is missing|must be|with value|contains|for)|Unrecognised tag: '(?<property2>\w+)')/,
    /Unknown lifecycle phase "(?<task>[^"]+)"|No plugin found for prefix '(?<task2>[^']+)'|Could not find goal '(?<task3>[^']+)'|No goals have been specified for this build/,
    /Child module \S+ of \S+ does not exist|Could not find the selected project in the reactor|The parameters .{1,120} for goal \S+ are missing or invalid|requested profiles? .{1,80} could not be activated/,
    /Error assembling WAR: webxml attribute is required|Deployment failed: repository element was not specified|Unable to find (?:a suitable )?main class|Rule \d+: \S+ failed with message|Unable to parse configuration of mojo|Cannot find '\w+' in class/,
    {
      line: /confluence\/display\/MAVEN\/(?:ProjectBuilding|ModelParse|LifecyclePhaseNotFound|NoPluginFoundForPrefix|MojoNotFound|PluginConfiguration|PluginParameter)Exception/,
      strength: 'likely',
    },
    // A plugin that failed for its own reasons, named in the last line
    {
      line: /\[ERROR\] Failed to execute goal (?<plugin>[\w.-]+:[\w.-]+:[\w.-]+:[\w-]+) \((?<execution>[^)]*)\) on project (?<project>[^:]+): (?<message>.+?)(?: -> \[Help 1\])?$/,
      strength: 'symptom',
    },
    {
      line: /^(?:> )?(?:Execution failed for|Could not determine the dependencies of) task '(?<task>[^']+)'/,
      strength: 'symptom',
    },
    // Ant, sbt
    /Target "(?<task>[^"]+)" does not exist in the project|Not a valid (?:command|key|project ID): (?<task2>\S+)|taskdef class \S+ cannot be found|Error: Could not find or load main class org\.apache\.maven/,
  ],
  above: ['docker-build-step-failed'],
  explain: ({ facts }) => {
    if (facts.tool)
      return 'The Android SDK is not installed in the build image, or its licences have not been accepted there.';
    return facts.task
      ? `The build calls \`${facts.task}\`, and that failed or is no task, phase or goal of this project.`
      : `The build description ${facts.file ? `\`${facts.file}\` ` : ''}is wrong or asks for something that is not there${facts.property ? ` (\`${facts.property}\`)` : ''}${facts.message ? `: ${asClause(facts.message)}` : ''}.`;
  },
  fix: ({ facts, command }) => {
    const isMaven =
      /\bmvnw?\b/.test(command ?? '') || /:/.test(facts.plugin ?? '') || /pom/.test(facts.file ?? '');
    return getJvmBuildSteps(facts, isMaven);
  },
});
